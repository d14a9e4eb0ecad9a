package dev.stoa.shared.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.events.BasketCheckedOutV1;
import dev.stoa.basket.events.BasketEvents;
import dev.stoa.catalog.events.CatalogEvents;
import dev.stoa.catalog.events.ImageV1;
import dev.stoa.catalog.events.OptionV1;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.RefusedLineV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.catalog.events.StockLostV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.catalog.events.StockReleasedV1;
import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.identity.events.UserUpdatedV1;
import dev.stoa.invoicing.events.CreditNoteIssuedV1;
import dev.stoa.invoicing.events.InvoiceIssuedV1;
import dev.stoa.invoicing.events.InvoicingEvents;
import dev.stoa.ordering.events.OrderCancelledV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.ordering.events.OrderingEvents;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentEvents;
import dev.stoa.payment.events.PaymentNeedsDecisionV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.events.AddressV1;
import dev.stoa.shared.events.BuyerV1;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.events.PublishedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each event that was ever published has a file with its JSON: what is written today must be equal
 * to it, and it must be readable for ever. A file never changes once it is committed; {@code
 * SHA256SUMS} holds them to that. {@code -Dstoa.golden.write=true} writes the files that are
 * missing, for a new event.
 */
class GoldenEventsTest {
  private static final Path FOLDER = Path.of("src/test/resources/events");
  private static final Path SUMS = FOLDER.resolve("SHA256SUMS");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final UUID USER = UUID.fromString("019356b0-1c00-7000-8000-000000000001");
  private static final UUID PRODUCT = UUID.fromString("019356b0-1c00-7000-8000-000000000002");
  private static final UUID CHECKOUT = Derivation.of("checkout", 1).with(USER).with("key-1").id();
  private static final UUID PAYMENT = Derivation.of("payment", 1).with(CHECKOUT).id();
  private static final UUID ORDER = Derivation.of("order", 1).with(CHECKOUT).id();
  private static final MoneyV1 TOTAL = new MoneyV1("39.80", "EUR");
  private static final CheckoutV1 BOUGHT =
      new CheckoutV1(
          CHECKOUT,
          USER,
          List.of(
              new CheckoutLineV1(
                  "AMPH-M-RED", PRODUCT, "Amphora, M, red", 2, new MoneyV1("19.90", "EUR"), "19")),
          TOTAL,
          "sandbox-ok",
          NOON,
          new BuyerV1(
              "zoë@example.org",
              new AddressV1("Zoë Stoa", "Agora 1", "2nd floor", "10555", "Athens", "Attica", "GR"),
              new AddressV1("Zoë Stoa", "Agora 1", null, null, "Athens", null, "GR")));
  private static final ProductV1 AMPHORA =
      new ProductV1(
          PRODUCT,
          "amphora",
          "Amphora",
          "Holds 26 litres.\nHandle with care.",
          "Kerameikos",
          List.of("vessels"),
          List.of("clay", "red"),
          List.of(new OptionV1("Size", List.of("M")), new OptionV1("Colour", List.of("red"))),
          List.of(
              new VariantV1(
                  "AMPH-M-RED",
                  List.of("M", "red"),
                  new MoneyV1("19.90", "EUR"),
                  new MoneyV1("24.90", "EUR"),
                  "19")),
          List.of(new ImageV1("https://example.org/amphora.svg", "A red amphora")),
          true,
          NOON);
  private static final ProductV1 PLAIN =
      new ProductV1(
          PRODUCT,
          "amphora",
          "Amphora",
          "",
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of(new VariantV1("AMPH", List.of(), new MoneyV1("0.00", "EUR"), null, "7.5")),
          List.of(),
          false,
          NOON);

  private static final List<PublishedEvent> SAMPLES =
      List.of(
          new BasketCheckedOutV1(BOUGHT, NOON),
          new ProductCreatedV1(AMPHORA, 1, NOON),
          new ProductUpdatedV1(PLAIN, 2, NOON),
          new ProductDeletedV1(PRODUCT, List.of("AMPH-M-RED"), 3, NOON),
          new StockChangedV1("AMPH-M-RED", 0, 2, 9, NOON),
          new StockReservedV1(BOUGHT, NOON.plusSeconds(900), NOON),
          new StockRefusedV1(
              CHECKOUT,
              USER,
              List.of(
                  new RefusedLineV1("AMPH-M-RED", "out-of-stock", 2, 1, null),
                  new RefusedLineV1("LAMP", "price-changed", 1, 8, new MoneyV1("12.00", "EUR"))),
              NOON),
          new StockReleasedV1(CHECKOUT, USER, "payment-declined", NOON),
          new StockShortV1(CHECKOUT, USER, PAYMENT, List.of("AMPH-M-RED"), NOON),
          new StockLostV1("AMPH-M-RED", List.of(CHECKOUT), NOON),
          new UserCreatedV1(USER, 1, NOON),
          new UserUpdatedV1(USER, 2, NOON),
          new UserDeletedV1(USER, 3, NOON),
          new PaymentCreatedV1(PAYMENT, BOUGHT, "ch_0001", NOON),
          new PaymentDeclinedV1(PAYMENT, CHECKOUT, USER, "insufficient-funds", NOON),
          new PaymentRefundedV1(PAYMENT, CHECKOUT, USER, TOTAL, "stock-short", NOON),
          new PaymentNeedsDecisionV1(
              PAYMENT, CHECKOUT, USER, TOTAL, "refund-requested", "no-funds", NOON),
          new OrderPlacedV1(ORDER, CHECKOUT, PAYMENT, USER, TOTAL, NOON),
          new OrderCancelledV1(ORDER, CHECKOUT, USER, "stock-short", NOON),
          new InvoiceIssuedV1(
              Derivation.of("invoice", 1).with(PAYMENT).id(),
              "INV-2026-000001",
              ORDER,
              PAYMENT,
              USER,
              TOTAL,
              NOON),
          new CreditNoteIssuedV1(
              Derivation.of("credit-note", 1).with(PAYMENT).id(),
              "CN-2026-000001",
              "INV-2026-000001",
              PAYMENT,
              USER,
              TOTAL,
              NOON));

  private final EventTypes types =
      new EventTypes(
          Stream.of(
                  BasketEvents.all(),
                  CatalogEvents.all(),
                  IdentityEvents.all(),
                  InvoicingEvents.all(),
                  OrderingEvents.all(),
                  PaymentEvents.all())
              .flatMap(List::stream)
              .collect(Collectors.<EventType<?>>toList()));
  private final JacksonEventCodec codec = new JacksonEventCodec(types);
  private final Map<String, PublishedEvent> samples =
      SAMPLES.stream().collect(Collectors.toMap(e -> types.of(e).name(), Function.identity()));

  @Test
  void everyEventHasAGoldenFileThatIsReadAndWrittenAsItStands() throws IOException {
    assertThat(samples.keySet())
        .as("an event without a sample here has no golden file")
        .containsExactlyInAnyOrderElementsOf(types.all().stream().map(EventType::name).toList());
    for (Map.Entry<String, PublishedEvent> sample : new TreeMap<>(samples).entrySet()) {
      Path file = FOLDER.resolve(sample.getKey() + ".json");
      if (Boolean.getBoolean("stoa.golden.write") && !Files.exists(file)) {
        write(file, codec.encode(sample.getValue()) + "\n");
      }
      String golden = Files.readString(file);
      assertThat(codec.encode(sample.getValue()) + "\n").as(file.toString()).isEqualTo(golden);
      assertThat(codec.decode(sample.getKey(), golden)).isEqualTo(sample.getValue());
    }
  }

  @Test
  void noGoldenFileEverChangesOrGoes() throws IOException {
    Map<String, String> committed = new TreeMap<>();
    for (String line : Files.readAllLines(SUMS)) {
      committed.put(line.substring(66), line.substring(0, 64));
    }
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        found.put(file.getFileName().toString(), Fingerprint.of(Files.readString(file)).hex());
      }
    }
    assertThat(found).isEqualTo(committed);
  }

  private static void write(Path file, String json) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(file, json);
    Files.writeString(
        SUMS,
        Fingerprint.of(json).hex() + "  " + file.getFileName() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
