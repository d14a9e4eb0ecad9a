package dev.stoa.basket.redis;

import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.redis.RedisJson;
import dev.stoa.shared.redis.RedisScript;
import dev.stoa.shared.redis.RedisStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Product facts in four hashes: the version and the SKUs of each product, what each product says
 * about a SKU, and the stock of a SKU. All have one hash tag: a product changes its SKUs at once,
 * and a basket reads all of its SKUs in one question; the facts of a catalogue fit into one node.
 */
final class RedisProductReplica implements ProductReplica {
  private static final RedisScript PUT =
      new RedisScript(
          """
          local product = ARGV[1]
          local known = redis.call('HGET', KEYS[1], product)
          if known and tonumber(known) >= tonumber(ARGV[2]) then return 0 end
          redis.call('HSET', KEYS[1], product, ARGV[2])
          local before = redis.call('HGET', KEYS[2], product)
          if before then
            for _, sku in ipairs(cjson.decode(before)) do
              local said = cjson.decode(redis.call('HGET', KEYS[3], sku))
              said[product] = nil
              if next(said) then
                redis.call('HSET', KEYS[3], sku, cjson.encode(said))
              else
                redis.call('HDEL', KEYS[3], sku)
              end
            end
          end
          local skus = {}
          for i = 3, #ARGV, 2 do
            skus[#skus + 1] = ARGV[i]
            local said = cjson.decode(redis.call('HGET', KEYS[3], ARGV[i]) or '{}')
            said[product] = ARGV[i + 1]
            redis.call('HSET', KEYS[3], ARGV[i], cjson.encode(said))
          end
          if #skus == 0 then
            redis.call('HDEL', KEYS[2], product)
          else
            redis.call('HSET', KEYS[2], product, cjson.encode(skus))
          end
          return 1
          """);

  private static final RedisScript PUT_AVAILABLE =
      new RedisScript(
          """
          local known = redis.call('HGET', KEYS[1], ARGV[1])
          if known and tonumber(string.match(known, '^%d+')) >= tonumber(ARGV[2]) then return 0 end
          redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '|' .. ARGV[3])
          return 1
          """);

  private static final RedisScript FIND =
      new RedisScript(
          """
          return {redis.call('HMGET', KEYS[1], unpack(ARGV)),
            redis.call('HMGET', KEYS[2], unpack(ARGV))}
          """);

  private static final RedisScript INCARNATION =
      new RedisScript(
          """
          redis.call('SET', KEYS[1], ARGV[1], 'NX')
          return redis.call('GET', KEYS[1])
          """);

  /** So many SKUs in one question; Lua has a limit on arguments. */
  private static final int AT_ONCE = 1_000;

  private final RedisStore store;
  private final String versions;
  private final String skus;
  private final String variants;
  private final String stock;
  private final String incarnation;

  RedisProductReplica(RedisStore store) {
    this.store = store;
    this.versions = store.key("products", "versions");
    this.skus = store.key("products", "skus");
    this.variants = store.key("products", "variants");
    this.stock = store.key("products", "stock");
    this.incarnation = store.key("products", "incarnation");
  }

  /** What a product says about a SKU. */
  private record VariantDocument(
      String title,
      long price,
      String currency,
      String taxRate,
      boolean active,
      long changedAtMicros) {}

  @Override
  public void put(ProductState product) {
    List<String> arguments = new ArrayList<>();
    for (Variant variant : product.variants()) {
      arguments.add(variant.sku().value());
      arguments.add(
          RedisJson.encode(
              new VariantDocument(
                  variant.title(),
                  variant.unitPrice().minorUnits(),
                  variant.unitPrice().currency().getCurrencyCode(),
                  variant.taxRate().toString(),
                  product.active(),
                  ChronoUnit.MICROS.between(Instant.EPOCH, product.changedAt()))));
    }
    put(product.id(), product.version(), arguments);
  }

  @Override
  public void remove(ProductId product, Version version) {
    put(product, version, List.of());
  }

  @Override
  public void putAvailable(Sku sku, int available, Version stockVersion) {
    store.run(
        PUT_AVAILABLE,
        List.of(stock),
        List.of(sku.value(), Long.toString(stockVersion.value()), Integer.toString(available)));
  }

  @Override
  public Map<Sku, ProductFacts> find(Collection<Sku> wanted) {
    Map<Sku, ProductFacts> found = new HashMap<>();
    List<Sku> all = List.copyOf(wanted);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      find(all.subList(from, Math.min(from + AT_ONCE, all.size())), found);
    }
    return found;
  }

  @Override
  public Set<Sku> skusOf(ProductId product) {
    String list = store.call(redis -> redis.hget(skus, product.toString()));
    return list == null
        ? Set.of()
        : RedisJson.decodeList(list).stream().map(Sku::of).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String incarnation() {
    return String.valueOf(
        store.run(INCARNATION, List.of(incarnation), List.of(UUID.randomUUID().toString())));
  }

  private void put(ProductId product, Version version, List<String> variantsOfIt) {
    List<String> arguments =
        Stream.concat(
                Stream.of(product.toString(), Long.toString(version.value())),
                variantsOfIt.stream())
            .toList();
    store.run(PUT, List.of(versions, skus, variants), arguments);
  }

  private void find(List<Sku> part, Map<Sku, ProductFacts> found) {
    Object answer =
        store.run(FIND, List.of(variants, stock), part.stream().map(Sku::value).toList());
    if (!(answer instanceof List<?> both
        && both.get(0) instanceof List<?> said
        && both.get(1) instanceof List<?> stocks)) {
      throw new IllegalStateException("the script answered " + answer);
    }
    for (int i = 0; i < part.size(); i++) {
      Sku sku = part.get(i);
      Object known = said.get(i);
      if (known != null) {
        Object left = stocks.get(i);
        store
            .damage()
            .readable(() ->
                store
                    .damage()
                    .reading(
                        "the basket's copy of " + sku,
                        () -> facts(sku, known.toString(), available(left))))
            .flatMap(facts -> facts)
            .ifPresent(facts -> found.put(sku, facts));
      }
    }
  }

  private static int available(@Nullable Object text) {
    return text == null ? 0 : Integer.parseInt(text.toString().split("\\|", 2)[1]);
  }

  /** Of several products that claim a SKU, the one that changed last has it. */
  private static Optional<ProductFacts> facts(Sku sku, String said, int available) {
    record Claim(String product, VariantDocument variant) {}
    return RedisJson.decodeMap(said).entrySet().stream()
        .map(e -> new Claim(e.getKey(), RedisJson.decode(e.getValue(), VariantDocument.class)))
        .max(
            Comparator.comparingLong((Claim claim) -> claim.variant().changedAtMicros())
                .thenComparing(Claim::product))
        .map(claim ->
            new ProductFacts(
                sku,
                ProductId.parse(claim.product()),
                claim.variant().title(),
                Money.ofMinor(claim.variant().price(), claim.variant().currency()),
                TaxRate.parse(claim.variant().taxRate()),
                claim.variant().active(),
                available));
  }
}
