package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.ProductFeed;
import dev.stoa.catalog.application.port.ProductFeed.Entry;
import dev.stoa.catalog.application.port.ProductFeed.EntryImage;
import dev.stoa.catalog.application.port.ProductFeed.EntryVariant;
import dev.stoa.catalog.application.port.ProductFeed.RefusedLine;
import dev.stoa.catalog.application.port.ProductFeed.UnreadableFeed;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Image;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.ProductOption;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.catalog.domain.Stock.RecordOutcome;
import dev.stoa.catalog.domain.Variant;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the products of a file into the catalogue. Good lines go in, bad ones are named with the
 * line and the reason; a bad line does not keep the rest of its product out as long as a variant is
 * left. The same file again changes nothing.
 *
 * <ul>
 *   <li>A product's id follows from its handle: a later file with the same handle changes the
 *       product. A product that was deleted in the shop does not come back.
 *   <li>The type becomes a category, created when it is missing.
 *   <li>A variant without a SKU gets one that follows from the handle and its option values.
 *   <li>Prices are gross and in the shop's currency; the tax rate is the shop's default, and 0 for
 *       what the file calls not taxable. A compare-at price that is not above the price is left
 *       out.
 *   <li>A quantity is the opening stock: it is recorded for a SKU of which nothing was ever
 *       recorded. Of a SKU that the shop already keeps books of, the books are right: a file does
 *       not know what was sold since.
 * </ul>
 */
public final class ImportProducts {
  private static final int SKU_LENGTH = 64;
  private static final TaxRate UNTAXED = TaxRate.parse("0");

  /** What the file does not say. */
  public record Defaults(Currency currency, TaxRate taxRate) {}

  /** How far an import is, in products. */
  public record Progress(int done, int total) {}

  /** What came of it. */
  public sealed interface Result {
    /**
     * The file was read to its end.
     *
     * @param created products that are new
     * @param updated products that are different now
     * @param unchanged products that were already as the file says
     * @param stocked SKUs that got an opening stock
     * @param refused in the order of the lines
     */
    record Imported(int created, int updated, int unchanged, int stocked, List<RefusedLine> refused)
        implements Result {
      public Imported {
        refused = List.copyOf(refused);
      }
    }

    /** It is not a file of products; nothing was changed. */
    record Unreadable(String reason) implements Result {}
  }

  private final ProductFeed feed;
  private final Products products;
  private final Categories categories;
  private final Stocks stocks;
  private final CreateProduct createProduct;
  private final ChangeProduct changeProduct;
  private final CreateCategory createCategory;
  private final InstantSource clock;
  private final Defaults defaults;

  public ImportProducts(
      ProductFeed feed,
      Products products,
      Categories categories,
      Stocks stocks,
      CreateProduct createProduct,
      ChangeProduct changeProduct,
      CreateCategory createCategory,
      InstantSource clock,
      Defaults defaults) {
    this.feed = feed;
    this.products = products;
    this.categories = categories;
    this.stocks = stocks;
    this.createProduct = createProduct;
    this.changeProduct = changeProduct;
    this.createCategory = createCategory;
    this.clock = clock;
    this.defaults = defaults;
  }

  /** The id of the product that files know by this handle. */
  public static ProductId idOf(Slug handle) {
    return new ProductId(Derivation.of("imported-product", 1).with(handle.value()).id());
  }

  /**
   * Imports a file.
   *
   * @param progress told after each product
   */
  public Result handle(byte[] file, Consumer<Progress> progress) {
    ProductFeed.Content content;
    try {
      content = feed.read(file);
    } catch (UnreadableFeed e) {
      return new Result.Unreadable(String.valueOf(e.getMessage()));
    }
    Run run = new Run(fingerprint(file), content.refused());
    int done = 0;
    for (Entry entry : content.entries()) {
      run.take(entry);
      progress.accept(new Progress(++done, content.entries().size()));
    }
    return run.result();
  }

  private static Fingerprint fingerprint(byte[] file) {
    return Fingerprint.of(new String(file, StandardCharsets.ISO_8859_1));
  }

  /** One import: what it has counted and refused so far. */
  private final class Run {
    private final Fingerprint fingerprint;
    private final List<RefusedLine> refused;
    private final Map<Slug, Entry> handles = new HashMap<>();
    private int created;
    private int updated;
    private int unchanged;
    private int stocked;

    Run(Fingerprint fingerprint, List<RefusedLine> refused) {
      this.fingerprint = fingerprint;
      this.refused = new ArrayList<>(refused);
    }

    Result result() {
      refused.sort(Comparator.comparingLong(RefusedLine::line));
      return new Result.Imported(created, updated, unchanged, stocked, refused);
    }

    void take(Entry entry) {
      try {
        Slug handle = slug(entry.handle());
        Entry other = handles.putIfAbsent(handle, entry);
        if (other != null) {
          throw new IllegalArgumentException(
              "the handle '%s' means the same product as line %d"
                  .formatted(entry.handle(), other.line()));
        }
        Map<Variant, EntryVariant> variants = variants(handle, entry);
        if (variants.isEmpty()) {
          throw new IllegalArgumentException("the product has no variant that can be taken");
        }
        ProductDetails details = details(handle, entry, List.copyOf(variants.keySet()));
        if (save(entry, idOf(handle), details)) {
          variants.forEach((variant, row) -> stock(variant.sku(), row));
        }
      } catch (IllegalArgumentException e) {
        refuse(entry.line(), entry, e);
      }
    }

    private void refuse(long line, Entry entry, IllegalArgumentException e) {
      refuse(line, entry, String.valueOf(e.getMessage()));
    }

    private void refuse(long line, Entry entry, String reason) {
      refused.add(new RefusedLine(line, entry.handle(), reason));
    }

    private Map<Variant, EntryVariant> variants(Slug handle, Entry entry) {
      Map<List<String>, String> skus = derivedSkus(handle, entry);
      Map<List<String>, EntryVariant> combinations = new HashMap<>();
      Map<Sku, EntryVariant> taken = new HashMap<>();
      Map<Variant, EntryVariant> good = new LinkedHashMap<>();
      for (EntryVariant row : entry.variants()) {
        try {
          Variant variant = variant(entry, row, skus);
          EntryVariant twin = combinations.putIfAbsent(variant.optionValues(), row);
          if (twin != null) {
            throw new IllegalArgumentException(
                entry.optionNames().isEmpty()
                    ? "a second variant of a product without options; the first is line "
                        + twin.line()
                    : "the options %s are those of line %d"
                        .formatted(variant.optionValues(), twin.line()));
          }
          EntryVariant same = taken.putIfAbsent(variant.sku(), row);
          if (same != null) {
            throw new IllegalArgumentException(
                "the SKU %s is that of line %d".formatted(variant.sku(), same.line()));
          }
          good.put(variant, row);
        } catch (IllegalArgumentException e) {
          refuse(row.line(), entry, e);
        }
      }
      return good;
    }

    private ProductDetails details(Slug handle, Entry entry, List<Variant> variants) {
      if (entry.title() == null) {
        throw new IllegalArgumentException("the product has no title");
      }
      List<ProductOption> options = new ArrayList<>();
      for (int i = 0; i < entry.optionNames().size(); i++) {
        int place = i;
        List<String> values =
            variants.stream().map(v -> v.optionValues().get(place)).distinct().toList();
        options.add(new ProductOption(entry.optionNames().get(i), values));
      }
      return new ProductDetails(
          handle,
          entry.title(),
          entry.description(),
          entry.vendor(),
          category(entry).map(List::of).orElse(List.of()),
          entry.tags(),
          options,
          variants,
          images(entry),
          entry.active());
    }

    private List<Image> images(Entry entry) {
      Set<Image> images = new LinkedHashSet<>();
      for (EntryImage row : entry.images()) {
        try {
          images.add(new Image(row.url(), row.alt()));
        } catch (IllegalArgumentException e) {
          refuse(row.line(), entry, e);
        }
      }
      return List.copyOf(images);
    }

    private boolean save(Entry entry, ProductId id, ProductDetails details) {
      createCategories(entry, details);
      Optional<Product> before = products.find(id);
      if (before.isPresent() && before.get().details().equals(details)) {
        unchanged++;
        return true;
      }
      String refusal = before.isEmpty() ? create(id, details) : change(id, details);
      if (refusal != null) {
        refuse(entry.line(), entry, refusal);
      }
      return refusal == null;
    }

    private @Nullable String create(ProductId id, ProductDetails details) {
      return switch (createProduct.handle(new CreateProduct.Command(details, id))) {
        case CreateProduct.Result.Created done -> {
          created++;
          yield null;
        }
        case CreateProduct.Result.UnknownCategory no -> unknownCategory(no.category());
        case CreateProduct.Result.SkuInUse no -> skuInUse(no.sku());
        case CreateProduct.Result.HandleInUse no -> handleInUse(no.handle());
        case CreateProduct.Result.KeyReused no -> "another import takes the product in right now";
        case CreateProduct.Result.DeletedSince no ->
            "the product was imported before and deleted since; it needs another handle";
      };
    }

    private @Nullable String change(ProductId id, ProductDetails details) {
      return switch (changeProduct.handle(new ChangeProduct.Command(id, details, null))) {
        case ChangeProduct.Result.Changed done -> {
          updated++;
          yield null;
        }
        case ChangeProduct.Result.NotFound no -> "the product is being deleted right now";
        case ChangeProduct.Result.ChangedMeanwhile no -> "the product is being changed right now";
        case ChangeProduct.Result.UnknownCategory no -> unknownCategory(no.category());
        case ChangeProduct.Result.SkuInUse no -> skuInUse(no.sku());
        case ChangeProduct.Result.HandleInUse no -> handleInUse(no.handle());
      };
    }

    private void createCategories(Entry entry, ProductDetails details) {
      String name = entry.type();
      for (Slug slug : details.categories()) {
        if (name != null && categories.findBySlug(slug).isEmpty()) {
          // Whether it is made here or by somebody else at the same time, it is there afterwards.
          createCategory.handle(new CreateCategory.Command(slug, name, null));
        }
      }
    }

    private void stock(Sku sku, EntryVariant row) {
      int quantity = quantity(row);
      if (quantity == 0) {
        return;
      }
      MovementKey key =
          MovementKey.recorded(
              Derivation.of("imported-stock", 1).with(fingerprint.hex()).with(sku.value()).id());
      Stocks.Change<Boolean> change =
          stocks.change(
              sku,
              key,
              stock -> {
                if (stock.sequence() > 0) {
                  return StockDecisions.unchanged(false);
                }
                return switch (stock.recordMovement(
                    key, quantity, "opening stock of an import", clock.instant())) {
                  case RecordOutcome.Recorded done ->
                      StockDecisions.moved(true, stock, done.movement());
                  case RecordOutcome.Impossible no -> StockDecisions.unchanged(false);
                };
              });
      if (change instanceof Stocks.Applied<Boolean> applied && applied.outcome()) {
        stocked++;
      }
    }
  }

  private static String unknownCategory(Slug slug) {
    return "the category '" + slug + "' was removed right now";
  }

  private static String skuInUse(Sku sku) {
    return "another product has the SKU " + sku;
  }

  private static String handleInUse(Slug handle) {
    return "another product, which was not imported, has the handle '" + handle + "'";
  }

  private Variant variant(Entry entry, EntryVariant row, Map<List<String>, String> derivedSkus) {
    for (int i = 0; i < row.optionValues().size(); i++) {
      if (row.optionValues().get(i).isEmpty()) {
        throw new IllegalArgumentException(
            "the option '" + entry.optionNames().get(i) + "' has no value");
      }
    }
    if (row.price() == null) {
      throw new IllegalArgumentException("the variant has no price");
    }
    String currency = defaults.currency().getCurrencyCode();
    Money price = Money.parse(row.price(), currency);
    quantity(row);
    String sku = row.sku() != null ? row.sku() : derivedSkus.getOrDefault(row.optionValues(), "");
    return new Variant(
        Sku.of(sku),
        row.optionValues(),
        price,
        compareAt(row, price),
        row.taxable() ? defaults.taxRate() : UNTAXED);
  }

  private static @Nullable Money compareAt(EntryVariant row, Money price) {
    if (row.compareAtPrice() == null) {
      return null;
    }
    Money former = Money.parse(row.compareAtPrice(), price.currency().getCurrencyCode());
    return former.compareTo(price) > 0 ? former : null;
  }

  private static int quantity(EntryVariant row) {
    if (row.quantity() == null) {
      return 0;
    }
    try {
      int quantity = new BigDecimal(row.quantity()).intValueExact();
      if (quantity >= 0 && quantity <= RecordStockMovement.MAX_DELTA) {
        return quantity;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Not a whole number of this size: said below.
    }
    throw new IllegalArgumentException(
        "expected a quantity of 0 to %d, but was '%s'"
            .formatted(RecordStockMovement.MAX_DELTA, row.quantity()));
  }

  private static Optional<Slug> category(Entry entry) {
    return entry.type() == null || slugged(entry.type()).isEmpty()
        ? Optional.empty()
        : Optional.of(slug(entry.type()));
  }

  /** SKUs for the variants without one; those that would be equal get a part of their hash. */
  private static Map<List<String>, String> derivedSkus(Slug handle, Entry entry) {
    Map<String, Set<List<String>>> alike = new LinkedHashMap<>();
    for (EntryVariant row : entry.variants()) {
      if (row.sku() == null) {
        String readable = slugged(handle + " " + String.join(" ", row.optionValues()));
        alike.computeIfAbsent(readable, unused -> new LinkedHashSet<>()).add(row.optionValues());
      }
    }
    Map<List<String>, String> skus = new HashMap<>();
    alike.forEach((readable, combinations) ->
        combinations.forEach(values ->
            skus.put(
                values,
                combinations.size() == 1 && readable.length() <= SKU_LENGTH
                    ? readable
                    : hashed(readable, handle, values))));
    return skus;
  }

  private static String hashed(String readable, Slug handle, List<String> values) {
    String hash =
        Fingerprint.of(handle.value() + "\n" + String.join("\n", values)).hex().substring(0, 8);
    int room = SKU_LENGTH - hash.length() - 1;
    return readable.substring(0, Math.min(room, readable.length())) + "-" + hash;
  }

  private static Slug slug(String text) {
    return Slug.of(slugged(text));
  }

  private static String slugged(String text) {
    return SlugText.of(text);
  }
}
