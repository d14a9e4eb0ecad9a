package dev.stoa.payment.application;

import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Patience;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.StaleAggregate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Asks the gateway about payments and refunds whose outcome is not known, each after its own
 * growing pause. All that are due are asked about at the same time, so one that the gateway lets
 * wait keeps no other waiting.
 */
public final class ResolvePayments {
  private static final int AT_ONCE = 256;

  private final Payments payments;
  private final SettlePayment settle;
  private final InstantSource clock;
  private final Supplier<? extends ExecutorService> threads;

  public ResolvePayments(
      Payments payments, PaymentGateway gateway, Patience patience, InstantSource clock) {
    this(payments, gateway, patience, clock, Executors::newVirtualThreadPerTaskExecutor);
  }

  /**
   * With threads of the caller's choice.
   *
   * @param threads makes the executor of one run, which closes it
   */
  public ResolvePayments(
      Payments payments,
      PaymentGateway gateway,
      Patience patience,
      InstantSource clock,
      Supplier<? extends ExecutorService> threads) {
    this.payments = payments;
    this.settle = new SettlePayment(payments, gateway, patience, clock, true);
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Resolves what is due, at most 256 payments at a time.
   *
   * @return how many were asked about
   * @throws RuntimeException the first failure, with the others suppressed, after all were asked
   *     about; those that failed are due again after their pause
   */
  public int run() {
    List<Payment.Unresolved> due = payments.due(clock.instant(), AT_ONCE);
    if (due.isEmpty()) {
      return 0;
    }
    List<Future<?>> asked = new ArrayList<>(due.size());
    try (ExecutorService atOnce = threads.get()) {
      due.forEach(payment -> asked.add(atOnce.submit(() -> resolve(payment))));
    }
    failures(asked);
    return due.size();
  }

  private void resolve(Payment.Unresolved payment) {
    claimed(payment).ifPresent(settle::resume);
  }

  /**
   * Postpones before asking: another process leaves the payment alone meanwhile, and whatever the
   * asking ends with, the pause grows.
   */
  private Optional<Payment.Unresolved> claimed(Payment.Unresolved payment) {
    Instant now = clock.instant();
    try {
      payments.save(payment.postpone(now), List.of());
      return payments
          .find(payment.id())
          .filter(Payment.Unresolved.class::isInstance)
          .map(Payment.Unresolved.class::cast);
    } catch (StaleAggregate somebodyElseIsAtIt) {
      return Optional.empty();
    }
  }

  private static void failures(List<Future<?>> asked) {
    RuntimeException first = null;
    for (Future<?> future : asked) {
      try {
        future.get();
      } catch (ExecutionException e) {
        RuntimeException failure =
            e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("a payment could not be resolved", e.getCause());
        if (first == null) {
          first = failure;
        } else if (!first.equals(failure)) {
          first.addSuppressed(failure);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while payments were resolved", e);
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
