package dev.stoa.payment.application.port;

import dev.stoa.shared.events.PublishedEvent;
import java.util.List;

class InMemoryPaymentsTest implements PaymentsContract {
  private final InMemoryPayments payments = new InMemoryPayments();

  InMemoryPaymentsTest() {}

  @Override
  public Payments payments() {
    return payments;
  }

  @Override
  public Payments restart() {
    return payments;
  }

  @Override
  public List<String> published() {
    return payments.events().stream().map(PublishedEvent::subject).toList();
  }
}
