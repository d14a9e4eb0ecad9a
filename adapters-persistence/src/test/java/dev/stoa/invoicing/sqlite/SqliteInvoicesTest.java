package dev.stoa.invoicing.sqlite;

import com.google.inject.Guice;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.application.port.InvoicesContract;
import dev.stoa.invoicing.events.InvoicingEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.sqlite.QueryPlans;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteInvoicesTest implements InvoicesContract {
  private static final EventTypes TYPES = new EventTypes(InvoicingEvents.all());
  private static final SqliteEvents EVENTS =
      new SqliteEvents(
          TYPES,
          Guice.createInjector(
                  new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
              .getInstance(EventCodec.class));

  @TempDir Path folder;

  private SqliteStore store;
  private Invoices invoices;

  SqliteInvoicesTest() {}

  @BeforeEach
  void open() {
    store =
        SqliteStore.open(
            folder.resolve("stoa.db"),
            Stream.concat(SqliteEvents.MIGRATIONS.stream(), SqliteInvoices.MIGRATIONS.stream())
                .toList());
    invoices = new SqliteInvoices(store, EVENTS);
  }

  @AfterEach
  void close() {
    QueryPlans.assertSeeking(store, "GROUP BY", "FROM event");
    store.close();
  }

  @Override
  public Invoices invoices() {
    return invoices;
  }

  @Override
  public Invoices restart() {
    close();
    open();
    return invoices;
  }

  @Override
  public List<String> published() {
    return store.read(session ->
        session.query("SELECT subject FROM event ORDER BY position", row -> row.getString(1)));
  }
}
