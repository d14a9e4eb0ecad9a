package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.application.port.SearchHit;
import dev.stoa.catalog.events.OptionV1;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.catalog.events.VariantV1;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Products as documents of the index, and found documents as hits. See products-index.json. */
final class Documents {
  static final String KIND = "kind";
  static final String PRODUCT = "product";
  static final String HIDDEN = "hidden";
  static final String REMOVED = "removed";

  static final String ID = "id";
  static final String VERSION = "version";

  /** The sum of the versions of the stock facts that {@link #IN_STOCK} was made of. */
  static final String STOCK_VERSIONS = "stockVersions";

  static final String IN_STOCK = "inStock";

  /** The SKUs whose stock counts; not searched. */
  static final String OWN_SKUS = "ownSkus";

  static final String TITLE = "title";
  static final String DESCRIPTION = "description";
  static final String VENDOR = "vendor";
  static final String CATEGORIES = "categories";
  static final String TAGS = "tags";

  /** The values of options. */
  static final String OPTIONS = "options";

  /** The SKUs, split into their parts, and whole in lower case. */
  static final String SKUS = "skus";

  static final String SKU_WHOLE = "skuWhole";

  /** Made by the index of the fields above: words unstemmed, and the beginnings of words. */
  static final String WORDS = "words";

  static final String TITLE_WORDS = "titleWords";
  static final String TITLE_STARTS = "titleStarts";
  static final String CATEGORY_STARTS = "categoryStarts";
  static final String VENDOR_STARTS = "vendorStarts";

  static final String TITLE_KEY = "titleKey";
  static final String CREATED = "created";

  static final String CATEGORY_KEY = "categories.key";
  static final String VENDOR_KEY = "vendor.key";
  static final String TAG_KEY = "tags.key";

  /** Name and value of an option with {@link #BETWEEN} between. */
  static final String OPTION_KEY = "optionKeys";

  static final char BETWEEN = '\u001f';

  /** What a hit needs of its document. */
  static final List<String> SHOWN =
      List.of(
          ID,
          TITLE,
          VENDOR,
          CATEGORIES,
          TAGS,
          IN_STOCK,
          "handle",
          "imageUrl",
          "imageAlt",
          "offers");

  private Documents() {}

  /** The prices of a product's variants in one currency, in its minor unit. */
  private record Span(long min, long max, @Nullable Long compareAt) {
    Span with(Span other) {
      return new Span(
          Math.min(min, other.min),
          Math.max(max, other.max),
          other.min < min ? other.compareAt : compareAt);
    }
  }

  static String minPrice(Currency currency) {
    return "minPrice." + currency.getCurrencyCode();
  }

  static String maxPrice(Currency currency) {
    return "maxPrice." + currency.getCurrencyCode();
  }

  static String prices(Currency currency) {
    return "prices." + currency.getCurrencyCode();
  }

  /** The document of a product; of an inactive one only what guards it against older versions. */
  static ObjectNode product(ProductV1 product, long version) {
    ObjectNode document = bare(product.active() ? PRODUCT : HIDDEN, product.productId(), version);
    List<String> skus = product.variants().stream().map(VariantV1::sku).distinct().toList();
    document.set(OWN_SKUS, Dsl.strings(skus));
    if (!product.active()) {
      return document;
    }
    document.put(TITLE, product.title());
    document.put(TITLE_KEY, Words.titleKey(product.title()));
    document.put(DESCRIPTION, product.description());
    document.put("handle", product.handle());
    document.put(CREATED, product.createdAt().toEpochMilli());
    if (product.vendor() != null) {
      document.put(VENDOR, product.vendor());
    }
    if (!product.images().isEmpty()) {
      document.put("imageUrl", product.images().getFirst().url());
      document.put("imageAlt", product.images().getFirst().alt());
    }
    document.set(CATEGORIES, Dsl.strings(product.categories()));
    document.set(TAGS, Dsl.strings(product.tags()));
    document.set(SKUS, Dsl.strings(skus));
    document.set(
        SKU_WHOLE, Dsl.strings(skus.stream().map(sku -> sku.toLowerCase(Locale.ROOT)).toList()));
    addOptions(document, product);
    addPrices(document, product);
    return document;
  }

  /** The document that keeps a removed product from coming back. */
  static ObjectNode removed(UUID id, long version) {
    return bare(REMOVED, id, version);
  }

  private static ObjectNode bare(String kind, UUID id, long version) {
    return Dsl.object().put(KIND, kind).put(ID, id.toString()).put(VERSION, version);
  }

  private static void addOptions(ObjectNode document, ProductV1 product) {
    List<String> values = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (OptionV1 option : product.options()) {
      for (String value : option.values()) {
        values.add(value);
        keys.add(option.name() + BETWEEN + value);
      }
    }
    document.set(OPTIONS, Dsl.strings(values));
    document.set(OPTION_KEY, Dsl.strings(keys));
  }

  private static void addPrices(ObjectNode document, ProductV1 product) {
    Map<String, Span> spans = new TreeMap<>();
    Map<String, TreeSet<Long>> all = new TreeMap<>();
    for (VariantV1 variant : product.variants()) {
      long price = variant.price().toMoney().minorUnits();
      Long compareAt =
          variant.compareAtPrice() == null
              ? null
              : Long.valueOf(variant.compareAtPrice().toMoney().minorUnits());
      spans.merge(variant.price().currency(), new Span(price, price, compareAt), Span::with);
      all.computeIfAbsent(variant.price().currency(), currency -> new TreeSet<>()).add(price);
    }
    ObjectNode prices = document.putObject("prices");
    all.forEach((currency, each) -> each.forEach(prices.withArray("/" + currency)::add));
    ObjectNode min = document.putObject("minPrice");
    ObjectNode max = document.putObject("maxPrice");
    ObjectNode offers = document.putObject("offers");
    spans.forEach((currency, span) -> {
      min.put(currency, span.min());
      max.put(currency, span.max());
      ObjectNode offer = offers.putObject(currency).put("min", span.min()).put("max", span.max());
      if (span.compareAt() != null) {
        offer.put("compareAt", span.compareAt());
      }
    });
  }

  /** A found document as a hit, with prices in this currency. */
  static SearchHit hit(JsonNode found, Currency currency) {
    JsonNode source = found.path("_source");
    JsonNode offer = source.path("offers").path(currency.getCurrencyCode());
    JsonNode marked = found.path("highlight");
    return new SearchHit(
        new ProductId(UUID.fromString(source.path(ID).asText())),
        source.path("handle").asText(),
        source.path(TITLE).asText(),
        text(source.path(VENDOR)),
        texts(source.path(CATEGORIES)),
        texts(source.path(TAGS)),
        money(offer.path("min"), currency),
        money(offer.path("max"), currency),
        money(offer.path("compareAt"), currency),
        text(source.path("imageUrl")),
        text(source.path("imageAlt")),
        source.path(IN_STOCK).asBoolean(),
        marked.isEmpty()
            ? SearchHit.Highlights.NONE
            : new SearchHit.Highlights(
                text(marked.path(TITLE).path(0)), text(marked.path(DESCRIPTION).path(0))));
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : null;
  }

  private static @Nullable Money money(JsonNode minorUnits, Currency currency) {
    return minorUnits.isNumber() ? new Money(minorUnits.longValue(), currency) : null;
  }
}
