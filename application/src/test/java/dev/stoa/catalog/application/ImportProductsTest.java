package dev.stoa.catalog.application;

import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.details;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.application.ImportProducts.Result.Imported;
import dev.stoa.catalog.application.port.ProductFeed;
import dev.stoa.catalog.application.port.ProductFeed.Entry;
import dev.stoa.catalog.application.port.ProductFeed.EntryImage;
import dev.stoa.catalog.application.port.ProductFeed.EntryVariant;
import dev.stoa.catalog.application.port.ProductFeed.RefusedLine;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportProductsTest {
  private static final List<EntryImage> NO_IMAGES = List.of();

  private final InMemoryCatalogStores stores = new InMemoryCatalogStores();
  private final AtomicInteger count = new AtomicInteger();
  private final IdGenerator ids =
      () -> Derivation.of("test-id", 1).with(count.incrementAndGet()).id();
  private final InstantSource clock = () -> NOW.plusSeconds(count.incrementAndGet());
  private final CreateProduct createProduct =
      new CreateProduct(stores, stores, stores, stores, ids, clock);
  private final List<ImportProducts.Progress> progress = new ArrayList<>();

  @Test
  void takesProductsInWithCategoryStockAndTax() {
    Entry mug =
        entry(
            2,
            "Blue Mug",
            "Mugs & Cups",
            List.of("Size"),
            List.of(
                new EntryVariant(2, List.of("S"), "M-S", "5", "7.50", "3", true),
                new EntryVariant(3, List.of("L"), null, "6.00", "6.00", null, false)),
            List.of(new EntryImage(2, "https://example.org/1.jpg", "One")));

    assertThat(run(mug)).isEqualTo(new Imported(1, 0, 0, 1, List.of()));

    ProductDetails details =
        stores.find(ImportProducts.idOf(new Slug("blue-mug"))).orElseThrow().details();
    assertThat(details.handle()).isEqualTo(new Slug("blue-mug"));
    assertThat(details.options().getFirst().values()).containsExactly("S", "L");
    assertThat(details.images()).hasSize(1);
    Variant small = details.variants().getFirst();
    assertThat(small.compareAtPrice()).isNotNull();
    assertThat(small.taxRate()).isEqualTo(TaxRate.parse("19"));
    Variant large = details.variants().getLast();
    assertThat(large.sku()).isEqualTo(new Sku("blue-mug-l"));
    assertThat(large.compareAtPrice()).isNull();
    assertThat(large.taxRate()).isEqualTo(TaxRate.parse("0"));
    assertThat(stores.all()).extracting(c -> c.name()).containsExactly("Mugs & Cups");
    assertThat(stores.find(new Sku("M-S")).available()).isEqualTo(3);
    assertThat(progress).containsExactly(new ImportProducts.Progress(1, 1));
  }

  @Test
  void theSameFileAgainChangesNothing() {
    Entry mug = simple(2, "mug", "M-1", "5", "3");
    run(mug, simple(3, "cup", "C-1", "4", "0"));
    int events = stores.events().size();

    assertThat(run(mug, simple(3, "cup", "C-1", "4", "0")))
        .isEqualTo(new Imported(0, 0, 2, 0, List.of()));
    assertThat(stores.events()).hasSize(events);
  }

  @Test
  void aLaterFileChangesTheProductButNotTheBooksOfItsStock() {
    run(simple(2, "mug", "M-1", "5", "3"));

    assertThat(run(simple(2, "mug", "M-1", "6", "30")))
        .isEqualTo(new Imported(0, 1, 0, 0, List.of()));
    assertThat(stores.find(new Sku("M-1")).onHand()).isEqualTo(3);
    assertThat(
            stores
                .findBySku(new Sku("M-1"))
                .orElseThrow()
                .details()
                .variants()
                .getFirst()
                .price()
                .minorUnits())
        .isEqualTo(600);
  }

  @Test
  void namesBadLinesAndTakesTheRestOfTheirProduct() {
    Entry mug =
        entry(
            2,
            "mug",
            null,
            List.of("Size"),
            List.of(
                new EntryVariant(2, List.of("S"), "M-S", "5", null, null, true),
                new EntryVariant(3, List.of("M"), "M-M", "five", null, null, true),
                new EntryVariant(4, List.of("L"), "M-L", null, null, null, true),
                new EntryVariant(5, List.of(""), "M-X", "5", null, null, true),
                new EntryVariant(6, List.of("S"), "M-Y", "5", null, null, true),
                new EntryVariant(7, List.of("XL"), "M-S", "5", null, null, true),
                new EntryVariant(8, List.of("XS"), "M-Z", "5", null, "-1", true),
                new EntryVariant(9, List.of("XXS"), "M-Q", "5", null, "1.5", true)),
            List.of(new EntryImage(10, "no address", "")));

    Imported result = run(mug);

    assertThat(result.created()).isEqualTo(1);
    assertThat(result.refused())
        .extracting(RefusedLine::line)
        .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(result.refused()).extracting(RefusedLine::handle).containsOnly("mug");
    assertThat(reason(result, 4)).contains("no price");
    assertThat(reason(result, 5)).contains("'Size' has no value");
    assertThat(reason(result, 6)).contains("line 2");
    assertThat(reason(result, 7)).contains("M-S").contains("line 2");
    assertThat(reason(result, 8)).contains("quantity").contains("'-1'");
    assertThat(stores.findBySku(new Sku("M-S")).orElseThrow().details().variants()).hasSize(1);
  }

  @Test
  void refusesProductsThatCannotBeTakenAndGoesOn() {
    createProduct.handle(new CreateProduct.Command(details("by-hand", "H-1"), null));
    Entry untitled =
        new Entry(
            4, "untitled", null, "", null, null, List.of(), true, List.of(), variant(4), NO_IMAGES);

    Imported result =
        run(
            simple(2, "other", "H-1", "5", null),
            simple(3, "by-hand", "X-1", "5", null),
            untitled,
            simple(5, "!!!", "Y-1", "5", null),
            entry(6, "none", null, List.of(), List.of(), NO_IMAGES),
            simple(7, "Mug", "M-1", "5", null),
            simple(8, "mug", "M-2", "5", null));

    assertThat(result.created()).isEqualTo(1);
    assertThat(result.refused())
        .extracting(RefusedLine::line)
        .containsExactly(2L, 3L, 4L, 5L, 6L, 8L);
    assertThat(reason(result, 2)).contains("SKU H-1");
    assertThat(reason(result, 3)).contains("handle 'by-hand'");
    assertThat(reason(result, 4)).contains("title");
    assertThat(reason(result, 6)).contains("no variant");
    assertThat(reason(result, 8)).contains("line 7");
    assertThat(progress).hasSize(7).last().isEqualTo(new ImportProducts.Progress(7, 7));
  }

  @Test
  void doesNotBringADeletedProductBack() {
    Entry mug = simple(2, "mug", "M-1", "5", null);
    run(mug);
    new DeleteProduct(stores, clock)
        .handle(new DeleteProduct.Command(ImportProducts.idOf(new Slug("mug")), null));

    Imported result = run(mug);

    assertThat(result.created()).isZero();
    assertThat(reason(result, 2)).contains("deleted since");
  }

  @Test
  void passesOnWhatTheFeedRefused() {
    RefusedLine line = new RefusedLine(7, null, "the line has no handle");
    ProductFeed feed =
        file -> new ProductFeed.Content(List.of(simple(2, "mug", "M-1", "x", null)), List.of(line));

    assertThat(((Imported) run(feed)).refused())
        .extracting(RefusedLine::line)
        .containsExactly(2L, 2L, 7L);
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    ProductFeed feed =
        file -> {
          throw new ProductFeed.UnreadableFeed("expected a CSV file");
        };

    assertThat(run(feed)).isEqualTo(new ImportProducts.Result.Unreadable("expected a CSV file"));
    assertThat(stores.events()).isEmpty();
    assertThat(progress).isEmpty();
  }

  private Imported run(Entry... entries) {
    return (Imported) run(file -> new ProductFeed.Content(List.of(entries), List.of()));
  }

  private ImportProducts.Result run(ProductFeed feed) {
    ImportProducts importProducts =
        new ImportProducts(
            feed,
            stores,
            stores,
            stores,
            createProduct,
            new ChangeProduct(stores, stores, stores, clock),
            new CreateCategory(stores, ids),
            clock,
            new ImportProducts.Defaults(Currency.getInstance("EUR"), TaxRate.parse("19")));
    return importProducts.handle("file".getBytes(StandardCharsets.UTF_8), progress::add);
  }

  private static String reason(Imported result, long line) {
    return result.refused().stream()
        .filter(r -> r.line() == line)
        .map(RefusedLine::reason)
        .findFirst()
        .orElseThrow();
  }

  private static List<EntryVariant> variant(long line) {
    return List.of(new EntryVariant(line, List.of(), null, "5", null, null, true));
  }

  private static Entry simple(
      long line, String handle, String sku, String price, @Nullable String quantity) {
    return entry(
        line,
        handle,
        null,
        List.of(),
        List.of(new EntryVariant(line, List.of(), sku, price, null, quantity, true)),
        NO_IMAGES);
  }

  private static Entry entry(
      long line,
      String handle,
      @Nullable String type,
      List<String> options,
      List<EntryVariant> variants,
      List<EntryImage> images) {
    return new Entry(
        line,
        handle,
        "Title of " + handle,
        "",
        "Vendor",
        type,
        List.of("tag"),
        true,
        options,
        variants,
        images);
  }
}
