package dev.stoa.catalog.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductDetailsTest {
  private static final ProductOption SIZE = new ProductOption("Size", List.of("S", "M"));
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void takesASimpleProductAndOneWithAVariantForEachCombination() {
    assertThat(details(List.of(), variant("A")).skus()).containsExactly(new Sku("A"));
    assertThat(details(List.of(SIZE), variant("A", "S"), variant("B", "M")).variant(new Sku("B")))
        .isPresent();
  }

  @Test
  void refusesVariantsThatBreakTheLaw() {
    refuses("variants", List.of());
    refuses("variants", List.of(), variant("A"), variant("B"));
    refuses("variants", List.of(SIZE), variant("A", "S"), variant("A", "M"));
    refuses("variants", List.of(SIZE), variant("A", "S"), variant("B", "S"));
    refuses("variants", List.of(SIZE), variant("A"));
    refuses("variants", List.of(SIZE), variant("A", "XL"));
    refuses("variants", List.of(), variant("A", "S"));
    Variant dollars =
        new Variant(new Sku("B"), List.of("M"), Money.ofMinor(1, "USD"), null, TaxRate.parse("19"));
    refuses("variants", List.of(SIZE), variant("A", "S"), dollars);
    ProductOption many =
        new ProductOption("N", IntStream.range(0, 100).mapToObj(i -> "v" + i).toList());
    refuses(
        "variants",
        List.of(many, SIZE),
        IntStream.range(0, 101)
            .mapToObj(i -> variant("A" + i, "v" + i / 2, i % 2 == 0 ? "S" : "M"))
            .toArray(Variant[]::new));
    refuses("options", List.of(SIZE, SIZE), variant("A", "S", "S"));
    refuses("options", List.of(SIZE, SIZE, SIZE, SIZE), variant("A", "S", "S", "S", "S"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Variant.MAX_PRICE + 1})
  void refusesAPriceOfNothingAndAnAbsurdOne(long price) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Variant(
                new Sku("A"), List.of(), Money.ofMinor(price, "EUR"), null, TaxRate.parse("7")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a--b", "-a", "a-", "a b", "ä", "a_b"})
  void refusesWhatIsNoSlug(String slug) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Slug(slug));
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "suggest", "import", "018f0000-0000-7000-8000-000000000001"})
  void refusesAHandleThatMeansSomethingElseInAnAddress(String handle) {
    assertThatExceptionOfType(InvalidPart.class)
        .isThrownBy(() ->
            new ProductDetails(
                new Slug(handle),
                "t",
                "",
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(variant("A")),
                List.of(),
                true))
        .satisfies(e -> assertThat(e.part()).isEqualTo("handle"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "//x.example/a", "a.png", "", "data:x", "https://", "/a b"})
  void refusesWhatIsNoAddressOfAnImage(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Image(url, ""));
  }

  @Test
  void knowsWhetherAChangeChangesAnything() {
    ProductDetails before = details(List.of(), variant("A"));
    ProductDetails after = details(List.of(), variant("B"));
    Product product =
        Product.create(new ProductId(Derivation.of("p", 1).with(1).id()), before, NOW);

    assertThat(product.change(details(List.of(), variant("A")), NOW.plusSeconds(1))).isFalse();
    assertThat(product.updatedAt()).isEqualTo(NOW);
    assertThat(product.change(after, NOW.plusSeconds(1))).isTrue();
    assertThat(product.updatedAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(product.wasCreatedAs(before)).isTrue();
    assertThat(product.wasCreatedAs(after)).isFalse();
  }

  private static void refuses(String part, List<ProductOption> options, Variant... variants) {
    assertThatExceptionOfType(InvalidPart.class)
        .isThrownBy(() -> details(options, variants))
        .satisfies(e -> assertThat(e.part()).isEqualTo(part));
  }

  private static ProductDetails details(List<ProductOption> options, Variant... variants) {
    return new ProductDetails(
        new Slug("lamp"),
        "Lamp",
        "",
        null,
        List.of(),
        List.of(),
        options,
        List.of(variants),
        List.of(),
        true);
  }

  private static Variant variant(String sku, String... values) {
    return new Variant(
        new Sku(sku), List.of(values), Money.ofMinor(1_990, "EUR"), null, TaxRate.parse("19"));
  }
}
