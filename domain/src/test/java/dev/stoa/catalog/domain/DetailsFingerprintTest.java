package dev.stoa.catalog.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetailsFingerprintTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  /** As stored by the versions of the shop that hashed one text with everything in it. */
  private static final Fingerprint LAMP_OF_BEFORE =
      new Fingerprint("73039219eca0cc29aacf69f1d7ab579886ee9a609c15a53b749382bc51243f23");

  private static final Fingerprint MUG_OF_BEFORE =
      new Fingerprint("7ba2ba69887ad371ac9a37009ff10e0831a37c81e9f1fd3e35112a3dd4435513");

  @Test
  void recognisesWhatTheVersionBeforeStored() {
    assertThat(stored(LAMP_OF_BEFORE).wasCreatedAs(lamp(List.of("led", "a, b")))).isTrue();
    assertThat(stored(MUG_OF_BEFORE).wasCreatedAs(mug())).isTrue();
    assertThat(stored(LAMP_OF_BEFORE).wasCreatedAs(lamp(List.of("led")))).isFalse();
    assertThat(stored(LAMP_OF_BEFORE).wasCreatedAs(mug())).isFalse();
  }

  @Test
  void staysAsItIsStored() {
    assertThat(DetailsFingerprint.of(lamp(List.of("led", "a, b"))).hex())
        .isEqualTo("bb277cfce880d6a21b3c3106e45725db43762906952c980500130ae3aa32ddb7");
    assertThat(DetailsFingerprint.of(mug()).hex())
        .isEqualTo("e2a3f0d71ecd23790645740435628c3c4adee75b304eb24c2e1e1fe3c5fff66e");
  }

  @Test
  void tellsOneTagFromTwo() {
    Product product =
        Product.create(
            new ProductId(Derivation.of("test", 1).with("lamp").id()), lamp(List.of("a, b")), NOW);
    assertThat(product.wasCreatedAs(lamp(List.of("a, b")))).isTrue();
    assertThat(product.wasCreatedAs(lamp(List.of("a", "b")))).isFalse();
  }

  private static Product stored(Fingerprint origin) {
    return Product.reconstitute(
        new ProductId(Derivation.of("test", 1).with("stored").id()),
        new Version(7),
        origin,
        mug(),
        NOW,
        NOW);
  }

  private static ProductDetails lamp(List<String> tags) {
    return new ProductDetails(
        Slug.of("desk-lamp"),
        "Desk lamp",
        "Bends.\nShines.",
        "Lumen",
        List.of(Slug.of("lamps"), Slug.of("office")),
        tags,
        List.of(new ProductOption("Colour", List.of("black", "white"))),
        List.of(
            new Variant(
                Sku.of("LAMP-B"),
                List.of("black"),
                Money.ofMinor(1990, "EUR"),
                Money.ofMinor(2490, "EUR"),
                TaxRate.parse("19")),
            new Variant(
                Sku.of("LAMP-W"),
                List.of("white"),
                Money.ofMinor(1990, "EUR"),
                null,
                TaxRate.parse("5.50"))),
        List.of(new Image("/img/1.jpg", "the lamp")),
        true);
  }

  private static ProductDetails mug() {
    return new ProductDetails(
        Slug.of("mug"),
        "Mug",
        "",
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new Variant(
                Sku.of("MUG"), List.of(), Money.ofMinor(500, "JPY"), null, TaxRate.parse("0"))),
        List.of(),
        false);
  }
}
