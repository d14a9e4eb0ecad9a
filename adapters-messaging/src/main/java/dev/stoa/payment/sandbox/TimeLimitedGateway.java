package dev.stoa.payment.sandbox;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.shared.domain.Money;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Keeps any gateway's calls within a time; what takes longer counts as not answered. */
final class TimeLimitedGateway implements PaymentGateway {
  private final PaymentGateway gateway;
  private final Duration timeout;

  TimeLimitedGateway(PaymentGateway gateway, Duration timeout) {
    this.gateway = gateway;
    this.timeout = timeout;
  }

  @Override
  public ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod paymentMethod) {
    return inTime(() -> gateway.charge(key, amount, paymentMethod));
  }

  @Override
  public FindAnswer find(GatewayKey key) {
    return inTime(() -> gateway.find(key));
  }

  @Override
  public CancelAnswer cancel(GatewayKey key) {
    return inTime(() -> gateway.cancel(key));
  }

  @Override
  public RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount) {
    return inTime(() -> gateway.refund(key, charge, amount));
  }

  private <R> R inTime(Supplier<R> call) {
    FutureTask<R> task = new FutureTask<>(call::get);
    Thread.ofVirtual().name("stoa-gateway-call").start(task);
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new GatewayUnavailable("no answer of the gateway within " + timeout, e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new GatewayUnavailable("interrupted while waiting for the gateway", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new GatewayUnavailable("the gateway failed", e);
    }
  }
}
