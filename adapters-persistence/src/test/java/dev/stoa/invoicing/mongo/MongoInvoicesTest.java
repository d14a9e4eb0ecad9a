package dev.stoa.invoicing.mongo;

import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.checkout;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.stoa.invoicing.application.IssueInvoice;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.application.port.Invoices.SeriesTally;
import dev.stoa.invoicing.application.port.InvoicesContract;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.events.InvoicingEvents;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.mongo.MongoServerProcess;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.mongo.MongoTestStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoInvoicesTest implements InvoicesContract {
  @TempDir Path folder;

  private MongoTestStore database;
  private MongoInvoices invoices;

  MongoInvoicesTest() {}

  @BeforeEach
  void open() {
    database = MongoTestStore.open(MongoInvoices.INDEXES, InvoicingEvents.all());
    invoices = invoices(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static MongoInvoices invoices(MongoTestStore database) {
    return new MongoInvoices(database.store(), database.events());
  }

  @Override
  public Invoices invoices() {
    return invoices;
  }

  @Override
  public Invoices restart() {
    database.reopen();
    invoices = invoices(database);
    return invoices;
  }

  @Override
  public List<String> published() {
    return subjects(invoices);
  }

  private static List<String> subjects(MongoInvoices invoices) {
    return MongoTestStore.pending(invoices.outbox()).stream().map(PendingEvent::subject).toList();
  }

  private static PaymentId payment(String name) {
    return new PaymentId(
        Derivation.of("payment", 1).with(checkout(name, "ada", "t").checkoutId()).id());
  }

  private static void bill(Invoices invoices, String name) {
    new IssueInvoice(invoices, SellerConfiguration.DEMO, () -> NOW)
        .on(
            new PaymentCreatedV1(
                payment(name).value(), checkout(name, "ada", "tok_success"), "ref", NOW));
  }

  private static void assertNumbered(MongoInvoices invoices, int count) {
    assertThat(
            LongStream.range(0, count)
                .map(i ->
                    invoices.find(Invoice.idOf(payment("n" + i))).orElseThrow().number().sequence())
                .sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
    assertThat(invoices.tally()).singleElement().extracting(SeriesTally::gaps).isEqualTo(0L);
    assertThat(subjects(invoices)).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void severalProcessesShareOneSeriesWithoutGap() throws Exception {
    List<MongoInvoices> processes =
        List.of(invoices(database), invoices(database), invoices(database));
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (MongoInvoices process : processes) {
        running.add(
            threads.submit(() -> {
              for (int n = next.getAndIncrement(); n < 120; n = next.getAndIncrement()) {
                bill(process, "n" + n);
                bill(process, "n" + (n / 2));
              }
            }));
      }
    }
    for (Future<?> done : running) {
      done.get();
    }
    assertNumbered(invoices, 120);
  }

  @Test
  void aServerThatIsKilledLeavesNoGapAndNoSecondInvoice() {
    try (ServerProcess server =
            RealServers.required("mongo", () -> MongoServerProcess.start(folder));
        MongoTestStore own =
            MongoTestStore.open(
                MongoServerProcess.uri(server), MongoInvoices.INDEXES, InvoicingEvents.all())) {
      MongoInvoices issuing = invoices(own);
      AtomicInteger billed = new AtomicInteger();
      Thread work =
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < 60; n++) {
                  String name = "n" + n;
                  MongoTestStore.await(() -> isBilled(issuing, name));
                  billed.incrementAndGet();
                }
              });
      MongoTestStore.await(() -> billed.get() >= 20);
      server.kill();
      server.restart();
      MongoTestStore.await(() -> !work.isAlive());

      assertThat(billed).hasValue(60);
      assertNumbered(issuing, 60);
    }
  }

  @Test
  void aDatabaseThatWasSetBackUnderTheProcessGetsNoGap() {
    for (int n = 0; n < 12; n++) {
      bill(invoices, "n" + n);
    }
    MongoCollection<Document> stored = database.store().collection("invoice");
    stored.deleteMany(Filters.gt("state.sequence", 5));
    assertThat(invoices.tally().getFirst().last()).isEqualTo(5);

    for (int n = 0; n < 20; n++) {
      bill(invoices, "n" + n);
    }

    assertNumbered(invoices, 20);
  }

  private static boolean isBilled(Invoices invoices, String name) {
    try {
      bill(invoices, name);
      return true;
    } catch (StoreUnavailable away) {
      return false;
    }
  }

  @Test
  void theRelayHoldsUpNoOtherIssue() throws Exception {
    CompletableFuture<Void> other = new CompletableFuture<>();
    AtomicInteger commits = new AtomicInteger();
    invoices
        .outbox()
        .onCommit(events -> {
          if (commits.incrementAndGet() == 1) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
              threads.execute(() -> {
                bill(invoices, "n1");
                other.complete(null);
              });
            }
          }
        });

    Thread first = Thread.ofVirtual().start(() -> bill(invoices, "n0"));

    other.get(30, TimeUnit.SECONDS);
    first.join();
    assertNumbered(invoices, 2);
  }
}
