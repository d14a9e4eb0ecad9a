package dev.stoa.payment.application.port;

import dev.stoa.payment.domain.PaymentMethod;

class InMemoryPaymentGatewayTest implements PaymentGatewayContract, GatewayLedgerContract {
  private final InMemoryPaymentGateway gateway = new InMemoryPaymentGateway();

  InMemoryPaymentGatewayTest() {}

  @Override
  public PaymentGateway gateway() {
    return gateway;
  }

  @Override
  public PaymentGateway restart() {
    return gateway;
  }

  @Override
  public GatewayLedger ledger() {
    return gateway;
  }

  @Override
  public PaymentMethod good() {
    return new PaymentMethod("tok_success");
  }

  @Override
  public PaymentMethod slow() {
    return new PaymentMethod("tok_delayed");
  }

  @Override
  public PaymentMethod bad() {
    return new PaymentMethod("tok_declined");
  }

  @Override
  public long charges() {
    return gateway.tally().charges();
  }
}
