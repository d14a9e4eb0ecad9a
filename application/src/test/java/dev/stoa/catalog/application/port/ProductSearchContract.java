package dev.stoa.catalog.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.catalog.application.port.SearchQuery.PriceRange;
import dev.stoa.catalog.application.port.SearchQuery.Sort;
import dev.stoa.catalog.application.port.SearchResults.FacetCount;
import dev.stoa.catalog.events.ImageV1;
import dev.stoa.catalog.events.OptionV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.MoneyV1;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ProductSearch} must do: each test is a sentence of its contract. */
@Timeout(120)
public interface ProductSearchContract {
  Currency EUR = Currency.getInstance("EUR");

  /** The index under test; empty at first, and the same one during a test. */
  ProductSearch search();

  /** Ends the index in order and starts it again on what it kept. */
  ProductSearch restart();

  // ---- what is kept

  @Test
  default void findsWhatWasIndexed() {
    index(product("blue-mug").title("Blue Mug"), 1);
    assertThat(found("mug")).containsExactly("blue-mug");
  }

  @Test
  default void keepsTheNewerVersionWhenAnOlderOneComesLate() {
    index(product("mug").title("New title"), 2);
    index(product("mug").title("Old title"), 1);
    assertThat(found("new")).containsExactly("mug");
    assertThat(found("old")).isEmpty();
  }

  @Test
  default void theSameVersionAgainChangesNothing() {
    index(product("mug").title("Blue mug"), 3);
    index(product("mug").title("Green mug"), 3);
    assertThat(found("blue")).containsExactly("mug");
    assertThat(result(query("")).total()).isEqualTo(1);
  }

  @Test
  default void aNewerVersionReplacesTheProduct() {
    index(product("mug").title("Blue mug").tag("sale"), 1);
    index(product("mug").title("Green mug"), 2);
    assertThat(found("blue")).isEmpty();
    assertThat(found("green")).containsExactly("mug");
    assertThat(result(query("")).facets().tags()).isEmpty();
  }

  @Test
  default void aRemovedProductDoesNotComeBackByAnOlderVersion() {
    Draft mug = product("mug").title("Mug");
    index(mug, 1);
    search().remove(mug.id(), new Version(3));
    index(mug, 2);
    assertThat(found("mug")).isEmpty();
    index(mug, 4);
    assertThat(found("mug")).containsExactly("mug");
  }

  @Test
  default void aRemovalThatComesBeforeItsProductIsRemembered() {
    Draft mug = product("mug").title("Mug");
    search().remove(mug.id(), new Version(2));
    index(mug, 1);
    assertThat(found("mug")).isEmpty();
    search().remove(mug.id(), new Version(2));
    assertThat(found("")).isEmpty();
  }

  @Test
  default void aLateRemovalDoesNotHarmANewerProduct() {
    Draft mug = product("mug").title("Mug");
    index(mug, 5);
    search().remove(mug.id(), new Version(4));
    assertThat(found("mug")).containsExactly("mug");
  }

  @Test
  default void anInactiveProductIsNeitherFoundNorCountedNorSuggested() {
    index(product("mug").title("Mug").vendor("Potter").category("kitchen").inactive(), 1);
    assertThat(found("mug")).isEmpty();
    SearchResults all = result(query(""));
    assertThat(all.total()).isZero();
    assertThat(all.facets().vendors()).isEmpty();
    assertThat(all.facets().categories()).isEmpty();
    assertThat(search().suggest("mu", 5)).isEmpty();
    assertThat(search().suggest("pot", 5)).isEmpty();
    index(product("mug").title("Mug"), 2);
    assertThat(found("mug")).containsExactly("mug");
  }

  @Test
  default void aProductIsInStockWhenOneOfItsVariantsIs() {
    index(product("shirt").title("Shirt").variant("S-1", "10.00").variant("S-2", "10.00"), 1);
    assertThat(inStock(true)).isEmpty();
    search().setInStock(Sku.of("S-2"), true, new Version(1));
    assertThat(inStock(true)).containsExactly("shirt");
    assertThat(inStock(false)).isEmpty();
    search().setInStock(Sku.of("S-2"), false, new Version(2));
    assertThat(inStock(true)).isEmpty();
    assertThat(inStock(false)).containsExactly("shirt");
    assertThat(result(query("")).hits().items().getFirst().inStock()).isFalse();
  }

  @Test
  default void stockIsKeptAlsoWhenItIsHeardOfBeforeTheProduct() {
    search().setInStock(Sku.of("S-1"), true, new Version(1));
    index(product("shirt").title("Shirt").variant("S-1", "10.00"), 1);
    assertThat(inStock(true)).containsExactly("shirt");
    assertThat(result(query("")).hits().items().getFirst().inStock()).isTrue();
  }

  @Test
  default void anOlderStockFactNeverOverwritesANewerOne() {
    index(product("shirt").title("Shirt").variant("S-1", "10.00"), 1);
    search().setInStock(Sku.of("S-1"), true, new Version(5));
    search().setInStock(Sku.of("S-1"), false, new Version(4));
    assertThat(inStock(true)).containsExactly("shirt");
  }

  @Test
  default void stockSurvivesAChangeOfTheProduct() {
    index(product("shirt").title("Shirt").variant("S-1", "10.00"), 1);
    search().setInStock(Sku.of("S-1"), true, new Version(1));
    index(product("shirt").title("Finer shirt").variant("S-1", "12.00"), 2);
    assertThat(inStock(true)).containsExactly("shirt");
    index(product("shirt").title("Other shirt").variant("S-9", "12.00"), 3);
    assertThat(inStock(true)).isEmpty();
  }

  @Test
  default void whatWasWrittenIsSoonFoundWithoutARefresh() {
    search().index(product("mug").title("Mug").event(), new Version(1));
    while (search().search(query("mug")).total() == 0) {
      Thread.onSpinWait();
    }
    assertThat(search().search(query("mug")).total()).isEqualTo(1);
  }

  @Test
  default void everythingIsThereAfterARestart() {
    index(product("mug").title("Mug").variant("M-1", "9.00"), 2);
    index(product("gone").title("Gone"), 1);
    search().remove(product("gone").id(), new Version(2));
    search().setInStock(Sku.of("M-1"), true, new Version(3));
    search().setInStock(Sku.of("LATER"), true, new Version(1));
    search().caughtUp();

    ProductSearch again = restart();
    assertThat(again.mayBeBehind()).isFalse();
    index(product("mug").title("Older"), 1);
    index(product("gone").title("Gone"), 1);
    again.setInStock(Sku.of("M-1"), false, new Version(2));
    index(product("later").title("Later").variant("LATER", "1.00"), 1);
    assertThat(found("")).containsExactlyInAnyOrder("mug", "later");
    assertThat(found("mug")).containsExactly("mug");
    assertThat(inStock(true)).containsExactlyInAnyOrder("mug", "later");
  }

  @Test
  default void aNewIndexMayBeBehindUntilItHasCaughtUp() {
    assertThat(search().mayBeBehind()).isTrue();
    search().caughtUp();
    assertThat(search().mayBeBehind()).isFalse();
  }

  @Test
  default void visitsEveryProductThatIsKeptWithItsVersion() {
    index(product("mug").title("Mug"), 4);
    index(product("hidden").title("Hidden").inactive(), 2);
    index(product("gone").title("Gone"), 1);
    search().remove(product("gone").id(), new Version(2));
    search().refresh();
    Map<ProductId, Version> seen = new LinkedHashMap<>();
    search().forEachProduct(seen::put);
    assertThat(seen)
        .containsOnly(
            Map.entry(product("mug").id(), new Version(4)),
            Map.entry(product("hidden").id(), new Version(2)));
  }

  // ---- words

  @Test
  default void anEmptyTextFindsEverything() {
    index(product("a").title("Apple"), 1);
    index(product("b").title("Bread"), 1);
    assertThat(found("")).containsExactlyInAnyOrder("a", "b");
    assertThat(found("  ")).containsExactlyInAnyOrder("a", "b");
    assertThat(found("\"*?!\"")).containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"teapot", "glazed", "Keramos", "giftable", "tableware", "emerald", "TEA-7-GR"})
  default void looksInEveryFieldThatABuyerSees(String word) {
    index(
        product("teapot")
            .title("Stoneware teapot")
            .description("Glazed by hand.")
            .vendor("Keramos")
            .category("tableware")
            .tag("giftable")
            .option("Colour", "Emerald")
            .variant("TEA-7-GR", "39.00", "Emerald"),
        1);
    index(product("other").title("Linen towel"), 1);
    assertThat(found(word)).containsExactly("teapot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CAFÉ", "cafe", "Cafés", "café's"})
  default void caseAccentsAndPluralDoNotMatter(String word) {
    index(product("cup").title("Café cup"), 1);
    assertThat(found(word)).containsExactly("cup");
  }

  @Test
  default void ofTwoWordsBothMustOccur() {
    index(product("blue-mug").title("Blue mug"), 1);
    index(product("blue-bowl").title("Blue bowl"), 1);
    assertThat(found("blue mug")).containsExactly("blue-mug");
  }

  @Test
  default void ofManyWordsThreeQuartersMustOccur() {
    index(product("lamp").title("Small brass lamp"), 1);
    assertThat(found("small brass lamp antique")).containsExactly("lamp");
    assertThat(found("small brass antique heavy")).isEmpty();
  }

  @Test
  default void aMatchInTheTitleComesFirstThenTagsThenDescription() {
    index(product("described").title("Bowl").description("Made of oak."), 1);
    index(product("tagged").title("Spoon").tag("oak"), 1);
    index(product("titled").title("Oak board"), 1);
    assertThat(found("oak")).containsExactly("titled", "tagged", "described");
  }

  @Test
  default void aWholeSkuComesBeforeEverything() {
    index(product("named").title("Pot 12 like pot-12"), 1);
    index(product("wanted").title("Something else").variant("POT-12", "5.00"), 1);
    assertThat(found("pot-12").getFirst()).isEqualTo("wanted");
  }

  @Test
  default void theLastWordFindsWhatBeginsWithIt() {
    index(product("candle").title("Beeswax candle"), 1);
    assertThat(found("beeswax ca")).containsExactly("candle");
    assertThat(found("bee")).containsExactly("candle");
    assertThat(found("c")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lanp", "lampe", "lmap", "lam", "blanket lamq", "blnaket", "blankett"})
  default void forgivesTypingErrors(String typed) {
    index(product("lamp").title("Blanket lamp"), 1);
    assertThat(found(typed)).containsExactly("lamp");
  }

  @Test
  default void longWordsMayHaveTwoErrors() {
    index(product("chandelier").title("Chandelier"), 1);
    assertThat(found("chandalyer")).containsExactly("chandelier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xamp", "lxxp", "tup", "hlanket"})
  default void forgivesNeitherTheFirstLetterNorTooMuch(String typed) {
    index(product("lamp").title("Blanket lamp"), 1);
    index(product("cup").title("Tap"), 1);
    assertThat(found(typed)).isEmpty();
  }

  @Test
  default void aWordThatOccursIsNotTakenForMistyped() {
    index(product("lamp").title("Lamp"), 1);
    index(product("lamb").title("Lamb"), 1);
    assertThat(found("lamb")).containsExactly("lamb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AND OR NOT", "title:mug", "mug~9 ^4", "\"unclosed", "(((", "a/b\\c", "[* TO *]", "🏺",
        "🏺 mug", "\u0000\uFFFF", "\uD83C", "%00", "' OR 1=1 --", "<mark>", "ﬁ ㎏ Ⅳ", "عربي 日本語"
      })
  default void noTextFails(String text) {
    index(product("mug").title("Mug"), 1);
    assertThat(search().search(query(text)).total()).isBetween(0L, 1L);
    assertThat(search().suggest(text, 5)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  default void aVeryLongTextDoesNotFail() {
    index(product("mug").title("Mug"), 1);
    for (String part : List.of("mug ", "x", "🏺", "a1 ", "\"")) {
      String text = part.repeat(10_240 / part.length());
      assertThat(search().search(query(text)).total()).isBetween(0L, 1L);
      assertThat(search().suggest(text, 5)).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  default void everyNearWordIsFoundHoweverManyThereAre() {
    for (int i = 0; i < 52; i++) {
      StringBuilder word = new StringBuilder("candlestick");
      word.setCharAt(2 + i / 26, (char) ('a' + i % 26));
      index(product("near-" + i).title(word.append("lp").toString()), 1);
    }
    assertThat(result(query("camolesticklp")).total()).isEqualTo(52);
  }

  @Test
  default void aWordOfMoreThanFortyLettersIsTakenAsItIs() {
    String word = "abcdefghij".repeat(4) + "k";
    index(product("long").title(word), 1);
    assertThat(found(word)).containsExactly("long");
    assertThat(found(word.replace('h', 'x'))).isEmpty();
  }

  @Test
  default void aWordOnlyOfAProductThatIsGoneOrChangedIsMistyped() {
    index(product("lamp").title("Lamb"), 1);
    index(product("gone").title("Lamb"), 1);
    index(product("other").title("Lamp"), 1);
    assertThat(found("lamb")).containsExactlyInAnyOrder("lamp", "gone");
    index(product("lamp").title("Lamp"), 2);
    search().remove(product("gone").id(), new Version(2));
    assertThat(found("lamb")).containsExactlyInAnyOrder("lamp", "other");
  }

  @ParameterizedTest
  @CsvSource({
    "tshirt, T-Shirt vintage",
    "t-shirts, Tshirt vintage",
    "T shirt, Tshirt vintage",
    "mug for tea, Mug with tea strainer",
    "mug of tea, Mug with tea strainer",
    "ヘッドホン, ワイヤレスヘッドホン 日本製",
    "日本, ワイヤレスヘッドホン 日本製",
    "หูฟัง, หูฟังไร้สาย",
    "이어폰, 무선이어폰",
    "iphone 14, iPhone14 case",
    "iphone14, iPhone 14 case",
    "laterne, Straßenlaterne Außenleuchte",
    "keulen, Jonglierkeulen Set",
    "sunglass, Sunglasses black"
  })
  default void findsWordsThatAreJoinedDividedOrSmall(String text, String title) {
    index(product("wanted").title(title), 1);
    index(product("other").title("Linen towel"), 1);
    assertThat(found(text)).containsExactly("wanted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NOR0707", "NOR.0707", "nor 0707", "NOR070760", "NOR.0707-60", "nor-0707-60"})
  default void findsAPartNumberHoweverItIsDivided(String text) {
    index(product("bearing").title("Ball bearing").variant("NOR.0707-60", "5.00"), 1);
    index(product("other").title("Linen towel").variant("LIN-1", "5.00"), 1);
    assertThat(found(text)).containsExactly("bearing");
  }

  @Test
  default void aWholePartNumberComesFirstHoweverItIsDivided() {
    index(product("named").title("NOR 0707 60").description("Like nor070760"), 1);
    index(product("bearing").title("Ball bearing").variant("NOR.0707-60", "5.00"), 1);
    assertThat(found("NOR070760")).startsWith("bearing");
    assertThat(found("nor.0707-60")).startsWith("bearing");
  }

  @Test
  default void signsBehindAWordTellItFromOthers() {
    index(product("c").title("C Programming Primer"), 1);
    index(product("sharp").title("C# in Depth Volume"), 1);
    index(product("plus").title("C++ Programming Primer"), 1);
    assertThat(found("C++")).startsWith("plus");
    assertThat(found("c#")).startsWith("sharp");
    assertThat(found("c++ primer")).startsWith("plus");
  }

  @Test
  default void aNumberBelongsToTheWordBeforeIt() {
    index(product("second").title("Lamp edition2"), 1);
    index(product("first").title("Lamp-2 edition1"), 1);
    index(product("apart").title("Lamp edition 2"), 1);
    assertThat(found("edition2")).containsExactlyInAnyOrder("second", "apart");
  }

  @Test
  default void smallWordsAloneAreLookedFor() {
    index(product("who").title("The Who"), 1);
    index(product("other").title("Linen towel"), 1);
    assertThat(found("the")).containsExactly("who");
  }

  @Test
  default void theEndOfALongWordComesAfterTheWordItself() {
    index(product("street").title("Straßenlaterne"), 1);
    index(product("lantern").title("Laterne"), 1);
    assertThat(found("laterne")).containsExactly("lantern", "street");
  }

  @Test
  default void aWordInAScriptWithoutSpacesDoesNotFindAnotherWithTheSameBeginning() {
    index(product("light").title("ヘッドライト"), 1);
    assertThat(found("ヘッドホン")).isEmpty();
  }

  // ---- filters and facets

  @Test
  default void valuesOfOneFilterAreAlternativesAndFiltersMustAllHold() {
    shelf();
    assertThat(slugs(with(Map.of("category", Set.of("kitchen", "garden")))))
        .containsExactlyInAnyOrder("mug", "bowl", "spade");
    assertThat(
            slugs(with(Map.of("category", Set.of("kitchen", "garden"), "vendor", Set.of("Forge")))))
        .containsExactly("spade");
    assertThat(slugs(with(Map.of("tag", Set.of("gift")))))
        .containsExactlyInAnyOrder("mug", "scarf");
    assertThat(slugs(with(Map.of("option.Colour", Set.of("Red")))))
        .containsExactlyInAnyOrder("mug", "scarf");
    assertThat(slugs(with(Map.of("vendor", Set.of("nobody"))))).isEmpty();
    assertThat(slugs(with(Map.of("vendor", Set.of(""))))).isEmpty();
  }

  @Test
  default void pricesAreFilteredInclusivelyByAnyVariant() {
    shelf();
    assertThat(slugs(priced(1_000L, 2_000L))).containsExactlyInAnyOrder("mug", "bowl", "scarf");
    assertThat(slugs(priced(2_001L, null))).containsExactlyInAnyOrder("spade", "scarf");
    assertThat(slugs(priced(null, 999L))).isEmpty();
  }

  @Test
  default void pricesOfAnotherCurrencyDoNotMatch() {
    index(product("mug").title("Mug").variant("M", "10.00"), 1);
    Currency usd = Currency.getInstance("USD");
    SearchResults all =
        result(
            new SearchQuery(
                "",
                Set.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                PriceRange.any(usd),
                null,
                Sort.PRICE,
                PageRequest.first(10)));
    assertThat(all.total()).isEqualTo(1);
    assertThat(all.hits().items().getFirst().price()).isNull();
    assertThat(all.facets().prices()).isEmpty();
    assertThat(
            slugs(
                new SearchQuery(
                    "",
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Map.of(),
                    new PriceRange(usd, 0L, null),
                    null,
                    Sort.PRICE,
                    PageRequest.first(10))))
        .isEmpty();
  }

  @Test
  default void facetsCountTheProductsFound() {
    shelf();
    SearchResults.Facets facets = result(query("")).facets();
    assertThat(facets.categories())
        .containsExactly(
            new FacetCount("kitchen", 2), new FacetCount("garden", 1), new FacetCount("wear", 1));
    assertThat(facets.vendors())
        .containsExactly(
            new FacetCount("Keramos", 2), new FacetCount("Forge", 1), new FacetCount("Loom", 1));
    assertThat(facets.tags()).containsExactly(new FacetCount("gift", 2));
    assertThat(facets.options())
        .containsOnly(
            Map.entry(
                "Colour",
                List.of(
                    new FacetCount("Red", 2),
                    new FacetCount("Blue", 1),
                    new FacetCount("Green", 1))));
    assertThat(facets.prices())
        .contains(new SearchResults.PriceBounds(Money.parse("10.00", "EUR"), eur("40.00")));
    assertThat(result(query("mug")).facets().categories())
        .containsExactly(new FacetCount("kitchen", 1));
  }

  @Test
  default void aFacetIsCountedWithoutItsOwnFilterButWithAllOthers() {
    shelf();
    SearchResults.Facets facets =
        result(with(Map.of("category", Set.of("kitchen"), "option.Colour", Set.of("Red"))))
            .facets();
    assertThat(facets.categories())
        .containsExactly(new FacetCount("kitchen", 1), new FacetCount("wear", 1));
    assertThat(facets.options().get("Colour"))
        .containsExactly(new FacetCount("Blue", 1), new FacetCount("Red", 1));
    assertThat(facets.vendors()).containsExactly(new FacetCount("Keramos", 1));
  }

  @Test
  default void priceBoundsIgnoreThePriceFilterButNoOther() {
    shelf();
    SearchResults priced = result(priced(2_001L, 2_600L));
    assertThat(priced.total()).isEqualTo(1);
    assertThat(priced.facets().prices())
        .contains(new SearchResults.PriceBounds(eur("10.00"), eur("40.00")));
    assertThat(priced.facets().vendors()).containsExactly(new FacetCount("Loom", 1));
    assertThat(result(with(Map.of("category", Set.of("kitchen")))).facets().prices())
        .contains(new SearchResults.PriceBounds(eur("10.00"), eur("12.00")));
  }

  @Test
  default void aRemovedProductIsNoLongerCounted() {
    shelf();
    search().remove(product("spade").id(), new Version(2));
    SearchResults.Facets facets = result(query("")).facets();
    assertThat(facets.categories()).extracting(FacetCount::value).doesNotContain("garden");
    assertThat(facets.prices()).contains(new SearchResults.PriceBounds(eur("10.00"), eur("25.00")));
    assertThat(search().suggest("gard", 5)).isEmpty();
  }

  @Test
  default void noProductHasAnEmptyValue() {
    index(product("mug").title("Mug").tag("").tag("gift").vendor(""), 1);
    assertThat(slugs(with(Map.of("tag", Set.of(""))))).isEmpty();
    assertThat(result(query("")).facets().tags()).containsExactly(new FacetCount("gift", 1));
    assertThat(result(query("")).facets().vendors()).isEmpty();
  }

  @Test
  default void aFacetListsAHundredValuesAndEachOptionAsMany() {
    String[] values = new String[120];
    for (int i = 0; i < values.length; i++) {
      values[i] = "v" + i;
    }
    Draft mug = product("mug").title("Mug").option("Colour", values).option("Size", "S");
    for (String tag : values) {
      mug.tag(tag);
    }
    index(mug, 1);
    SearchResults.Facets facets = result(query("")).facets();
    assertThat(facets.tags()).hasSize(100).startsWith(new FacetCount("v0", 1));
    assertThat(facets.options().get("Colour")).hasSize(100);
    assertThat(facets.options().get("Size")).containsExactly(new FacetCount("S", 1));
  }

  @Test
  default void pricesAreExactToTheLastUnit() {
    long large = 9_007_199_254_740_993L;
    index(product("a").title("Mug").variant("A", "90071992547409.92").createdAt(1), 1);
    index(product("b").title("Mug").variant("B", "90071992547409.93").createdAt(2), 1);
    index(product("c").title("Mug").variant("C", "90071992547409.94").createdAt(3), 1);
    assertThat(slugs(priced(large, large))).containsExactly("b");
    assertThat(slugs(priced(large, null))).containsExactlyInAnyOrder("b", "c");
    assertThat(result(priced(large + 1, null)).facets().prices())
        .contains(
            new SearchResults.PriceBounds(eur("90071992547409.92"), eur("90071992547409.94")));
    List<String> seen = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    do {
      SearchResults page = result(query("", Sort.PRICE, new PageRequest(1, cursor)));
      page.hits().items().forEach(hit -> seen.add(hit.handle()));
      cursor = page.hits().next();
    } while (cursor.isPresent() && seen.size() < 10);
    assertThat(seen).containsExactly("a", "b", "c");
  }

  // ---- order and pages

  @Test
  default void sortsByPriceTitleAndAge() {
    shelf();
    assertThat(slugs(sorted(Sort.PRICE))).containsExactly("mug", "bowl", "scarf", "spade");
    assertThat(slugs(sorted(Sort.PRICE_DESCENDING)))
        .containsExactly("spade", "scarf", "bowl", "mug");
    assertThat(slugs(sorted(Sort.TITLE))).containsExactly("bowl", "mug", "scarf", "spade");
    assertThat(slugs(sorted(Sort.TITLE_DESCENDING)))
        .containsExactly("spade", "scarf", "mug", "bowl");
    assertThat(slugs(sorted(Sort.NEWEST))).containsExactly("scarf", "spade", "bowl", "mug");
    assertThat(slugs(sorted(Sort.RELEVANCE))).containsExactly("scarf", "spade", "bowl", "mug");
  }

  @Test
  default void titlesAreOrderedWithoutCaseAndAccents() {
    index(product("z").title("zinc"), 1);
    index(product("a").title("Élan"), 1);
    index(product("b").title("earth"), 1);
    assertThat(slugs(sorted(Sort.TITLE))).containsExactly("b", "a", "z");
  }

  @Test
  default void aProductWithoutAPriceInTheCurrencyComesLastInBothOrders() {
    index(product("euro").title("Euro").variant("E", "5.00"), 1);
    index(product("dollar").title("Dollar").price("D", new MoneyV1("1.00", "USD")), 1);
    assertThat(slugs(sorted(Sort.PRICE))).containsExactly("euro", "dollar");
    assertThat(slugs(sorted(Sort.PRICE_DESCENDING))).containsExactly("euro", "dollar");
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  default void followingTheCursorsShowsEveryProductOnceWhileOthersComeAndGo(Sort sort) {
    for (int i = 0; i < 25; i++) {
      index(numbered(i), 1);
    }
    for (String text : List.of("niec mug", "mug", "")) {
      List<String> seen = new ArrayList<>();
      Optional<Cursor> cursor = Optional.empty();
      int page = 0;
      do {
        search().refresh();
        SearchResults results = search().search(query(text, sort, new PageRequest(4, cursor)));
        results.hits().items().forEach(hit -> seen.add(hit.handle()));
        cursor = results.hits().next();
        index(product("late-" + text.length() + "-" + page).title("A niec mug"), 1);
        index(product("nil-" + text.length() + "-" + page).title("Nice vase"), 1);
        if (page == 2) {
          search().refresh();
          restart();
        }
        page++;
      } while (cursor.isPresent() && page < 100);
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(seen.stream().filter(handle -> handle.startsWith("n-"))).hasSize(25);
    }
  }

  @Test
  default void longTitlesOfRareLettersAreContinued() {
    for (int i = 0; i < 3; i++) {
      index(
          product("p-" + i).title("x".repeat(199) + "\uD835\uDC00".repeat(3) + i).createdAt(i), 1);
    }
    List<String> seen = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    do {
      SearchResults page = result(query("", Sort.TITLE, new PageRequest(1, cursor)));
      page.hits().items().forEach(hit -> seen.add(hit.handle()));
      cursor = page.hits().next();
    } while (cursor.isPresent() && seen.size() < 10);
    assertThat(seen).containsExactly("p-2", "p-1", "p-0");
  }

  @Test
  default void totalAndFacetsAreTheSameOnEveryPage() {
    for (int i = 0; i < 5; i++) {
      index(numbered(i).category("mugs"), 1);
    }
    SearchResults first = result(query("mug", Sort.TITLE, PageRequest.first(2)));
    SearchResults second =
        result(query("mug", Sort.TITLE, new PageRequest(2, first.hits().next())));
    assertThat(first.total()).isEqualTo(5);
    assertThat(second.total()).isEqualTo(5);
    assertThat(second.facets()).isEqualTo(first.facets());
    assertThat(second.hits().next()).isPresent();
    assertThat(
            result(query("mug", Sort.TITLE, new PageRequest(2, second.hits().next())))
                .hits()
                .next())
        .isEmpty();
  }

  @Test
  default void refusesACursorOfAnotherQueryAndAForgedOne() {
    for (int i = 0; i < 3; i++) {
      index(numbered(i), 1);
    }
    Optional<Cursor> cursor = result(query("mug", Sort.TITLE, PageRequest.first(1))).hits().next();
    assertThat(cursor).isPresent();
    assertThatThrownBy(() -> search().search(query("nice", Sort.TITLE, new PageRequest(1, cursor))))
        .isInstanceOf(InvalidCursor.class);
    assertThatThrownBy(() -> search().search(query("mug", Sort.PRICE, new PageRequest(1, cursor))))
        .isInstanceOf(InvalidCursor.class);
    String old =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                ("1\n0123456789abcdef\n0\n1767225600000\n"
                        + product("n-0").id().value()
                        + "\nnice mug 0")
                    .getBytes(StandardCharsets.UTF_8));
    for (String forged : List.of("x", "????", "AAAA", "MQ", "MQo0Cm8KMQ", old)) {
      assertThatThrownBy(() ->
              search()
                  .search(
                      query(
                          "mug", Sort.TITLE, new PageRequest(1, Optional.of(new Cursor(forged))))))
          .isInstanceOf(InvalidCursor.class);
    }
  }

  @Test
  default void theOrderOfTwoProductsDoesNotDependOnOthers() {
    index(product("one").title("Oak mug").description("mug"), 1);
    index(product("two").title("Mug of oak, the large mug"), 1);
    List<String> before = found("oak mug");
    for (int i = 0; i < 30; i++) {
      index(product("oak-" + i).title("Oak " + i), 1);
    }
    assertThat(found("oak mug").stream().filter(h -> h.equals("one") || h.equals("two")))
        .containsExactlyElementsOf(before);
  }

  // ---- what a hit shows

  @Test
  default void aHitShowsWhatAListNeeds() {
    index(
        product("shirt")
            .title("Linen shirt")
            .vendor("Loom")
            .category("wear")
            .tag("linen")
            .option("Size", "S", "L")
            .variant("S-S", "45.00", "S")
            .variant("S-L", "49.00", "L"),
        1);
    SearchHit hit = result(query("linen")).hits().items().getFirst();
    assertThat(hit)
        .isEqualTo(
            new SearchHit(
                product("shirt").id(),
                "shirt",
                "Linen shirt",
                "Loom",
                List.of("wear"),
                List.of("linen"),
                eur("45.00"),
                eur("49.00"),
                null,
                "/images/shirt.svg",
                "A picture",
                false,
                new SearchHit.Highlights("<mark>Linen</mark> shirt", null)));
  }

  @Test
  default void highlightsAreEscapedHtml() {
    index(
        product("mug")
            .title("Mug <script>alert('x')</script> & mugs")
            .description("It is a big <b>mug</b>."),
        1);
    SearchHit.Highlights marks = result(query("mug")).hits().items().getFirst().highlights();
    assertThat(marks.title())
        .contains("<mark>Mug</mark> &lt;script&gt;")
        .contains("&amp; <mark>mugs</mark>")
        .doesNotContain("<script");
    assertThat(marks.description()).contains("&lt;b&gt;<mark>mug</mark>&lt;");
  }

  @Test
  default void highlightsWhatWasMistypedOrUnfinished() {
    index(product("candle").title("Beeswax candle"), 1);
    assertThat(result(query("beesvax")).hits().items().getFirst().highlights().title())
        .isEqualTo("<mark>Beeswax</mark> candle");
    assertThat(result(query("cand")).hits().items().getFirst().highlights().title())
        .isEqualTo("Beeswax <mark>candle</mark>");
  }

  @Test
  default void marksTheSentenceWithMostOfTheWords() {
    index(
        product("mug")
            .title("Cup")
            .description(
                "It keeps tea warm for long. "
                    + "Nothing of interest stands in this sentence, which is only here to be long, "
                    + "so that what comes after it is in another passage, and it goes on and on. "
                    + "The mug has a strainer for tea. And it has a lid."),
        1);
    assertThat(
            result(query("mug tea strainer")).hits().items().getFirst().highlights().description())
        .isEqualTo(
            "The <mark>mug</mark> has a <mark>strainer</mark> for <mark>tea</mark>."
                + " And it has a lid.");
  }

  @Test
  default void marksWhatWasFoundJoinedOrInParts() {
    index(product("shirt").title("Blue T-Shirt"), 1);
    assertThat(result(query("tshirt")).hits().items().getFirst().highlights().title())
        .isEqualTo("Blue <mark>T-Shirt</mark>");
    index(product("phones").title("ワイヤレスヘッドホン"), 1);
    assertThat(result(query("ヘッドホン")).hits().items().getFirst().highlights().title())
        .isEqualTo("ワイヤレス<mark>ヘッドホン</mark>");
  }

  @Test
  default void withoutATextNothingIsHighlighted() {
    index(product("mug").title("Mug"), 1);
    assertThat(result(query("")).hits().items().getFirst().highlights())
        .isEqualTo(SearchHit.Highlights.NONE);
  }

  // ---- suggestions

  @Test
  default void completesTitlesVendorsAndCategories() {
    index(product("ceramic-mug").title("Ceramic mug").vendor("Cerulean").category("ceramics"), 1);
    index(product("vase").title("Tall ceramic vase"), 1);
    search().refresh();
    assertThat(search().suggest("cer", 10))
        .containsExactly(
            new Suggestion("ceramics", Suggestion.Kind.CATEGORY, null),
            new Suggestion("Cerulean", Suggestion.Kind.VENDOR, null),
            new Suggestion("Ceramic mug", Suggestion.Kind.PRODUCT, "ceramic-mug"),
            new Suggestion("Tall ceramic vase", Suggestion.Kind.PRODUCT, "vase"));
    assertThat(search().suggest("ceramic va", 10))
        .containsExactly(new Suggestion("Tall ceramic vase", Suggestion.Kind.PRODUCT, "vase"));
    assertThat(search().suggest("cer", 2)).hasSize(2);
  }

  @Test
  default void suggestionsForgiveOneError() {
    index(product("ceramic-mug").title("Ceramic mug").vendor("Keramos"), 1);
    search().refresh();
    assertThat(search().suggest("ceramci", 5)).extracting(Suggestion::text).contains("Ceramic mug");
    assertThat(search().suggest("kermo", 5)).extracting(Suggestion::text).contains("Keramos");
    assertThat(search().suggest("cxx", 5)).isEmpty();
  }

  @Test
  default void completesVeryLongWords() {
    String word = "donaudampfschifffahrtsgesellschaft";
    index(product("ship").title(word + " print"), 1);
    index(product("other").title("donaudampfschifffahrtsverein print"), 1);
    search().refresh();
    assertThat(search().suggest(word.substring(0, 25), 5))
        .containsExactly(new Suggestion(word + " print", Suggestion.Kind.PRODUCT, "ship"));
    assertThat(search().suggest(word + " pri", 5))
        .containsExactly(new Suggestion(word + " print", Suggestion.Kind.PRODUCT, "ship"));
  }

  @Test
  default void suggestsACategoryHoweverManyOthersItsProductsHave() {
    Draft mug = product("mug").title("Mug");
    for (int i = 0; i < 70; i++) {
      mug.category("c-" + i);
    }
    index(mug.category("zz-lantern"), 1);
    search().refresh();
    assertThat(search().suggest("lante", 5))
        .containsExactly(new Suggestion("zz-lantern", Suggestion.Kind.CATEGORY, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lanern", "lxantern", "lamtern", "latnern", "lanterm", "lantrn"})
  default void suggestionsForgiveOneErrorAnywhereButInTheFirstLetter(String typed) {
    index(product("lantern").title("Lanterns of tin"), 1);
    search().refresh();
    assertThat(search().suggest(typed, 5))
        .extracting(Suggestion::text)
        .containsExactly("Lanterns of tin");
    assertThat(search().suggest("x" + typed.substring(1), 5)).isEmpty();
  }

  @Test
  default void nothingTypedSuggestsNothing() {
    index(product("mug").title("Mug"), 1);
    search().refresh();
    assertThat(search().suggest("", 5)).isEmpty();
    assertThat(search().suggest(" -!", 5)).isEmpty();
  }

  // ---- how the tests speak

  private void shelf() {
    index(
        product("mug")
            .title("Mug")
            .vendor("Keramos")
            .category("kitchen")
            .tag("gift")
            .option("Colour", "Red", "Blue")
            .variant("MUG-R", "10.00", "Red")
            .variant("MUG-B", "10.00", "Blue")
            .createdAt(1),
        1);
    index(
        product("bowl")
            .title("Bowl")
            .vendor("Keramos")
            .category("kitchen")
            .variant("BOWL", "12.00")
            .createdAt(2),
        1);
    index(
        product("spade")
            .title("Spade")
            .vendor("Forge")
            .category("garden")
            .variant("SPADE", "40.00")
            .createdAt(3),
        1);
    index(
        product("scarf")
            .title("Scarf")
            .vendor("Loom")
            .category("wear")
            .tag("gift")
            .option("Colour", "Red", "Green")
            .variant("SCARF-R", "20.00", "Red")
            .variant("SCARF-G", "25.00", "Green")
            .createdAt(4),
        1);
  }

  private static Draft numbered(int i) {
    return product("n-" + i)
        .title("Nice mug " + (i % 5))
        .variant("N-" + i, (5 + i % 3) + ".00")
        .createdAt(i / 4);
  }

  private void index(Draft draft, long version) {
    search().index(draft.event(), new Version(version));
  }

  private List<String> found(String text) {
    return slugs(query(text));
  }

  private List<String> slugs(SearchQuery query) {
    return result(query).hits().items().stream().map(SearchHit::handle).toList();
  }

  private SearchResults result(SearchQuery query) {
    search().refresh();
    return search().search(query);
  }

  private List<String> inStock(boolean wanted) {
    return slugs(
        new SearchQuery(
            "",
            Set.of(),
            Set.of(),
            Set.of(),
            Map.of(),
            PriceRange.any(EUR),
            wanted,
            Sort.RELEVANCE,
            PageRequest.first(50)));
  }

  private static SearchQuery query(String text) {
    return SearchQuery.of(text, EUR, PageRequest.first(50));
  }

  private static SearchQuery query(String text, Sort sort, PageRequest page) {
    return new SearchQuery(
        text, Set.of(), Set.of(), Set.of(), Map.of(), PriceRange.any(EUR), null, sort, page);
  }

  private static SearchQuery sorted(Sort sort) {
    return query("", sort, PageRequest.first(50));
  }

  private static SearchQuery priced(@Nullable Long min, @Nullable Long max) {
    return new SearchQuery(
        "",
        Set.of(),
        Set.of(),
        Set.of(),
        Map.of(),
        new PriceRange(EUR, min, max),
        null,
        Sort.RELEVANCE,
        PageRequest.first(50));
  }

  private static SearchQuery with(Map<String, Set<String>> filters) {
    Map<String, Set<String>> options = new LinkedHashMap<>();
    filters.forEach((name, values) -> {
      if (name.startsWith("option.")) {
        options.put(name.substring("option.".length()), values);
      }
    });
    return new SearchQuery(
        "",
        filters.getOrDefault("category", Set.of()),
        filters.getOrDefault("vendor", Set.of()),
        filters.getOrDefault("tag", Set.of()),
        options,
        PriceRange.any(EUR),
        null,
        Sort.RELEVANCE,
        PageRequest.first(50));
  }

  private static Money eur(String amount) {
    return Money.parse(amount, "EUR");
  }

  private static Draft product(String handle) {
    return new Draft(handle);
  }

  /** A product in the making. */
  final class Draft {
    private final String handle;
    private final List<String> categories = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final List<OptionV1> options = new ArrayList<>();
    private final List<VariantV1> variants = new ArrayList<>();
    private String title = "Untitled";
    private String description = "";
    private @Nullable String vendor;
    private boolean active = true;
    private Instant createdAt = Instant.parse("2026-01-01T00:00:00Z");

    Draft(String handle) {
      this.handle = handle;
    }

    ProductId id() {
      return new ProductId(Derivation.of("test", 1).with(handle).id());
    }

    Draft title(String value) {
      title = value;
      return this;
    }

    Draft description(String value) {
      description = value;
      return this;
    }

    Draft vendor(String value) {
      vendor = value;
      return this;
    }

    Draft category(String slug) {
      categories.add(slug);
      return this;
    }

    Draft tag(String tag) {
      tags.add(tag);
      return this;
    }

    Draft option(String name, String... values) {
      options.add(new OptionV1(name, List.of(values)));
      return this;
    }

    Draft variant(String sku, String euros, String... values) {
      variants.add(new VariantV1(sku, List.of(values), new MoneyV1(euros, "EUR"), null, "19"));
      return this;
    }

    Draft price(String sku, MoneyV1 price) {
      variants.add(new VariantV1(sku, List.of(), price, null, "19"));
      return this;
    }

    Draft inactive() {
      active = false;
      return this;
    }

    Draft createdAt(int seconds) {
      createdAt = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds);
      return this;
    }

    ProductV1 event() {
      return new ProductV1(
          id().value(),
          handle,
          title,
          description,
          vendor,
          categories,
          tags,
          options,
          variants,
          List.of(new ImageV1("/images/" + handle + ".svg", "A picture")),
          active,
          createdAt);
    }
  }
}
