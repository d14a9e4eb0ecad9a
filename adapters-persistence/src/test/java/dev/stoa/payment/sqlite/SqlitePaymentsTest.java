package dev.stoa.payment.sqlite;

import com.google.inject.Guice;
import dev.stoa.payment.application.port.DamagedPaymentsContract;
import dev.stoa.payment.application.port.FormerPayers;
import dev.stoa.payment.application.port.FormerPayersContract;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.document.FormerForm;
import dev.stoa.payment.events.PaymentEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.sqlite.QueryPlans;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlitePaymentsTest implements DamagedPaymentsContract, FormerPayersContract {
  private static final EventTypes TYPES = new EventTypes(PaymentEvents.all());
  private static final SqliteEvents EVENTS =
      new SqliteEvents(
          TYPES,
          Guice.createInjector(
                  new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
              .getInstance(EventCodec.class));

  @TempDir Path folder;

  private SqliteStore store;
  private SqlitePayments payments;

  SqlitePaymentsTest() {}

  @BeforeEach
  void open() {
    store =
        SqliteStore.open(
            folder.resolve("stoa.db"),
            Stream.concat(SqliteEvents.MIGRATIONS.stream(), SqlitePayments.MIGRATIONS.stream())
                .toList());
    payments = new SqlitePayments(store, EVENTS);
  }

  @AfterEach
  void close() {
    QueryPlans.assertSeeking(store, "GROUP BY", "FROM event");
    store.close();
  }

  @Override
  public void damage(PaymentId id) {
    store.write(tx ->
        tx.update(
            "UPDATE payment SET state = json_set(state, '$.state', 'GONE') WHERE id = ?",
            id.toString()));
  }

  @Override
  public Optional<String> damageFound() {
    return store.damageFound();
  }

  @Override
  public FormerPayers formerPayers() {
    return payments;
  }

  @Override
  public String storedText(PaymentId id) {
    return store
        .read(session ->
            session.first(
                "SELECT json(state) FROM payment WHERE id = ?",
                row -> row.getString(1),
                id.toString()))
        .orElseThrow();
  }

  @Override
  public void keepPayer(PaymentId id) {
    store.write(tx ->
        tx.update(
            """
            UPDATE payment SET state = json_set(state, '$.form', 1,
              '$.checkout.paymentMethod', 'tok_success', '$.checkout.buyer', json(?))
            WHERE id = ?\
            """,
            FormerForm.BUYER,
            id.toString()));
  }

  @Override
  public Payments payments() {
    return payments;
  }

  @Override
  public Payments restart() {
    close();
    open();
    return payments;
  }

  @Override
  public List<String> published() {
    return store.read(session ->
        session.query("SELECT subject FROM event ORDER BY position", row -> row.getString(1)));
  }
}
