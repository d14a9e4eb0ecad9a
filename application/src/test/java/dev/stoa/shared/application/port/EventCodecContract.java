package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.catalog.events.CatalogEvents;
import dev.stoa.catalog.events.RefusedLineV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.shared.application.port.EventCodec.UnreadableEvent;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link EventCodec} does. */
public interface EventCodecContract {
  String USER_CREATED = "dev.stoa.identity.user-created.v1";
  String STOCK_REFUSED = "dev.stoa.catalog.stock-refused.v1";
  Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
  StockRefusedV1 REFUSED =
      new StockRefusedV1(
          Derivation.of("checkout", 1).with(1).id(),
          Derivation.of("user", 1).with(1).id(),
          List.of(
              new RefusedLineV1("A-1", "out-of-stock", 3, 1, null),
              new RefusedLineV1("Ä \"2\"", "price-changed", 1, 9, new MoneyV1("19.90", "EUR"))),
          NOON);

  /** A codec of these events. */
  EventCodec codec(EventTypes types);

  private EventCodec codec() {
    List<EventType<?>> types = new ArrayList<>(IdentityEvents.all());
    types.addAll(CatalogEvents.all());
    return codec(new EventTypes(types));
  }

  private static String user(String more) {
    return """
    {"userId":"%s","occurredAt":"2026-11-23T12:00:00Z"%s}\
    """
        .formatted(Derivation.of("user", 1).with(1).id(), more);
  }

  @Test
  default void decodesWhatItEncodedToAnEqualEvent() {
    assertThat(codec().decode(STOCK_REFUSED, codec().encode(REFUSED))).isEqualTo(REFUSED);
  }

  @Test
  default void writesTimesAndAmountsAsStringsAndLeavesOutWhatIsAbsent() {
    assertThat(codec().encode(REFUSED))
        .contains("\"2026-11-23T12:00:00.123456Z\"")
        .contains("\"19.90\"")
        .doesNotContain("null")
        .containsOnlyOnce("currentPrice");
  }

  @Test
  default void ignoresFieldsThatThisVersionDoesNotKnow() {
    assertThat(codec().decode(USER_CREATED, user(",\"version\":1,\"since\":{\"era\":[1,2]}")))
        .isEqualTo(
            new UserCreatedV1(
                Derivation.of("user", 1).with(1).id(), 1, Instant.parse("2026-11-23T12:00:00Z")));
  }

  @Test
  default void refusesWhatIsMissingOrOfAnotherType() {
    for (String broken :
        List.of(
            user(""),
            user(",\"version\":null"),
            user(",\"version\":\"1\""),
            user(",\"version\":1.5"),
            user(",\"version\":true"),
            user(",\"version\":[1]"),
            user(",\"version\":1") + " {}",
            "{\"version\":1,\"occurredAt\":\"2026-11-23T12:00:00Z\"}",
            "{\"userId\":null,\"version\":1,\"occurredAt\":\"2026-11-23T12:00:00Z\"}",
            "{\"userId\":\"me\",\"version\":1,\"occurredAt\":\"2026-11-23T12:00:00Z\"}",
            "{\"userId\":\""
                + Derivation.of("user", 1).with(1).id()
                + "\",\"version\":1,\"occurredAt\":\"noon\"}",
            "null",
            "[]",
            "\"\"",
            "{",
            "")) {
      assertThatThrownBy(() -> codec().decode(USER_CREATED, broken))
          .as(broken)
          .isInstanceOf(UnreadableEvent.class);
    }
  }

  @Test
  default void refusesWhatIsMissingFurtherIn() {
    String encoded = codec().encode(REFUSED);
    for (String broken :
        List.of(
            encoded.replace("\"sku\":\"A-1\",", ""),
            encoded.replace("\"requested\":3", "\"requested\":null"),
            encoded.replace("\"amount\":\"19.90\",", ""),
            encoded.replaceFirst("\"refused\":\\[", "\"refused\":[null,"))) {
      assertThat(broken).isNotEqualTo(encoded);
      assertThatThrownBy(() -> codec().decode(STOCK_REFUSED, broken))
          .as(broken)
          .isInstanceOf(UnreadableEvent.class);
    }
  }

  @Test
  default void refusesAnUnknownType() {
    assertThatThrownBy(() -> codec().decode("dev.stoa.identity.user-promoted.v1", "{}"))
        .isInstanceOf(UnreadableEvent.class)
        .hasMessageContaining("user-promoted");
  }
}
