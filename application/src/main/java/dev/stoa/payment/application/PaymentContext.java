package dev.stoa.payment.application;

import dev.stoa.catalog.events.StockLostV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Patience;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Payment: charges what was reserved, once, and gives back what cannot be delivered. */
public final class PaymentContext implements BoundedContext {
  /** How often due payments are looked for. */
  private static final Duration RESOLVE_INTERVAL = Duration.ofMillis(500);

  /**
   * What payment needs.
   *
   * @param patience how long the gateway is asked before a person has to decide
   * @param threads makes the executor in which several payments are asked about at once; it is
   *     closed after each round
   */
  public record Ports(
      Payments payments,
      PaymentGateway gateway,
      Patience patience,
      InstantSource clock,
      Supplier<? extends ExecutorService> threads) {
    /** With the usual patience, and asking about payments at once, each in a virtual thread. */
    public Ports(Payments payments, PaymentGateway gateway, InstantSource clock) {
      this(payments, gateway, Patience.DEFAULT, clock);
    }

    /** Asks about payments at once, each in a virtual thread. */
    public Ports(
        Payments payments, PaymentGateway gateway, Patience patience, InstantSource clock) {
      this(payments, gateway, patience, clock, Executors::newVirtualThreadPerTaskExecutor);
    }
  }

  public final FindPayment findPayment;
  public final ListUndecided listUndecided;
  public final DecidePayment decidePayment;
  private final ChargeCheckout charge;
  private final RefundCheckout refund;
  private final DeclineLost lost;
  private final ResolvePayments resolve;

  public PaymentContext(Ports ports) {
    findPayment = new FindPayment(ports.payments);
    charge = new ChargeCheckout(ports.payments, ports.gateway, ports.patience, ports.clock);
    refund = new RefundCheckout(ports.payments, ports.gateway, ports.patience, ports.clock);
    lost = new DeclineLost(ports.payments, ports.gateway, ports.patience, ports.clock);
    resolve =
        new ResolvePayments(
            ports.payments, ports.gateway, ports.patience, ports.clock, ports.threads);
    listUndecided = new ListUndecided(ports.payments);
    decidePayment = new DecidePayment(ports.payments, ports.clock);
  }

  @Override
  public List<Subscription> subscriptions() {
    return List.of(
        Subscription.group("payment")
            .on(StockReservedV1.class, charge::on)
            .on(StockShortV1.class, refund::on)
            .on(StockLostV1.class, lost::on)
            .build());
  }

  @Override
  public List<ScheduledTask> tasks() {
    return List.of(new ScheduledTask("resolve-payments", RESOLVE_INTERVAL, resolve::run));
  }
}
