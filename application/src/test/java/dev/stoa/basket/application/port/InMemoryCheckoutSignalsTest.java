package dev.stoa.basket.application.port;

class InMemoryCheckoutSignalsTest implements CheckoutSignalsContract {
  private final InMemoryCheckoutSignals signals = new InMemoryCheckoutSignals();

  InMemoryCheckoutSignalsTest() {}

  @Override
  public CheckoutSignals signals() {
    return signals;
  }
}
