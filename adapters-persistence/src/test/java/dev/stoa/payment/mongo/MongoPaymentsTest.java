package dev.stoa.payment.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.stoa.payment.application.port.DamagedPaymentsContract;
import dev.stoa.payment.application.port.FormerPayers;
import dev.stoa.payment.application.port.FormerPayersContract;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.document.FormerForm;
import dev.stoa.payment.events.PaymentEvents;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.mongo.MongoStore;
import dev.stoa.shared.mongo.MongoTestStore;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MongoPaymentsTest implements DamagedPaymentsContract, FormerPayersContract {
  private MongoTestStore database;
  private MongoPayments payments;

  MongoPaymentsTest() {}

  @BeforeEach
  void open() {
    database = MongoTestStore.open(MongoPayments.INDEXES, PaymentEvents.all());
    payments = new MongoPayments(database.store(), database.events());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public void damage(PaymentId id) {
    MongoStore store = database.store();
    store.run(() ->
        store
            .collection(MongoPayments.COLLECTION)
            .updateOne(Filters.eq("_id", id.toString()), Updates.set("state.state", "gone")));
  }

  @Override
  public Optional<String> damageFound() {
    return database.store().damage().problem();
  }

  @Override
  public FormerPayers formerPayers() {
    return payments;
  }

  @Override
  public String storedText(PaymentId id) {
    MongoStore store = database.store();
    return store.run(() ->
        String.valueOf(
            store
                .collection(MongoPayments.COLLECTION)
                .find(Filters.eq("_id", id.toString()))
                .first()));
  }

  @Override
  public void keepPayer(PaymentId id) {
    MongoStore store = database.store();
    store.run(() ->
        store
            .collection(MongoPayments.COLLECTION)
            .updateOne(
                Filters.eq("_id", id.toString()),
                Updates.combine(
                    Updates.set("state.form", 1L),
                    Updates.set("state.checkout.paymentMethod", "tok_success"),
                    Updates.set("state.checkout.buyer", Document.parse(FormerForm.BUYER)))));
  }

  @Override
  public Payments payments() {
    return payments;
  }

  @Override
  public Payments restart() {
    database.reopen();
    payments = new MongoPayments(database.store(), database.events());
    return payments;
  }

  @Override
  public List<String> published() {
    return MongoTestStore.pending(payments.outbox()).stream().map(PendingEvent::subject).toList();
  }

  @Test
  void namesItsOutbox() {
    assertThat(payments.outbox().name()).isEqualTo("payments");
  }
}
