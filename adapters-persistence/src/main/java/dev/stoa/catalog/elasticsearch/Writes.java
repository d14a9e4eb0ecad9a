package dev.stoa.catalog.elasticsearch;

import co.elastic.clients.elasticsearch.core.MgetResponse;
import co.elastic.clients.elasticsearch.core.get.GetResult;
import co.elastic.clients.elasticsearch.core.mget.MultiGetError;
import co.elastic.clients.elasticsearch.core.mget.MultiGetOperation;
import co.elastic.clients.elasticsearch.core.mget.MultiGetResponseItem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.elasticsearch.Bulk.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes products and stock facts so that any number of processes may do so at once, in any order.
 *
 * <p><b>Versions.</b> A product's document says whether it is in stock, which depends on the facts
 * of its SKUs. Its external version has the product's version in the upper half and the sum of the
 * facts' versions in the lower: of two documents with the same product version the one made of
 * newer facts wins, for no fact ever becomes older.
 *
 * <p><b>No fact is missed.</b> Who writes a product first writes that it owns its SKUs and the
 * document, then reads the facts again and repeats with newer ones. Who writes a fact first writes
 * it, then reads who owns the SKU. Whichever comes later sees what the other has written.
 *
 * <p><b>Two indexes.</b> While another index is being filled, every write goes there first and then
 * to the one that is searched: should the switch happen in between, the second write goes where the
 * first should have gone. There is nothing to be told to the processes that write.
 */
final class Writes {
  private static final long LARGEST_SUM = 0xFFFF_FFFFL;

  private final Connection server;
  private final Indexes indexes;

  Writes(Connection server, Indexes indexes) {
    this.server = server;
    this.indexes = indexes;
  }

  /** A product to be written; without SKUs one that was removed. */
  record Draft(String id, long version, List<String> skus, ObjectNode document) {}

  /** A stock fact to be written. */
  record Fact(String sku, boolean inStock, long version) {}

  /** What is known of a SKU, and of the document that says who owns it. */
  private record Known(
      boolean inStock, long version, Set<String> owners, long sequence, long term) {
    static final Known NOTHING = new Known(false, -1, Set.of(), -1, -1);
  }

  /**
   * Writes products.
   *
   * @param onlyNext whether they go only into the index that is being filled
   */
  void products(List<Draft> drafts, boolean onlyNext) {
    Map<String, Known> known = known(skus(drafts));
    List<Draft> pending = drafts;
    boolean owned = false;
    while (!pending.isEmpty()) {
      Bulk bulk = new Bulk();
      for (Draft draft : pending) {
        put(bulk, draft, known, onlyNext);
      }
      List<Outcome> outcomes = bulk.send(server, indexes);
      if (onlyNext && outcomes.contains(Outcome.MISSING)) {
        throw new IllegalStateException("another reindex has begun; this one was given up");
      }
      if (!owned) {
        own(drafts, known);
        owned = true;
      }
      Map<String, Known> now = known(skus(pending));
      pending =
          pending.stream()
              .filter(draft -> sum(draft.skus(), now) > sum(draft.skus(), known))
              .toList();
      known.putAll(now);
    }
  }

  private void put(Bulk bulk, Draft draft, Map<String, Known> known, boolean onlyNext) {
    ObjectNode document = draft.document().deepCopy();
    long version = complete(document, draft.version(), draft.skus(), known);
    bulk.put(indexes.next, draft.id(), version, document);
    if (!onlyNext) {
      bulk.put(indexes.products, draft.id(), version, document);
    }
  }

  /** Says in the document what is known of its stock; returns the version it then has. */
  private static long complete(
      ObjectNode document, long version, List<String> skus, Map<String, Known> known) {
    long sum = sum(skus, known);
    document.put(
        Documents.IN_STOCK,
        skus.stream().anyMatch(sku -> known.getOrDefault(sku, Known.NOTHING).inStock()));
    document.put(Documents.STOCK_VERSIONS, sum);
    return (Math.toIntExact(version) * (LARGEST_SUM + 1)) + sum;
  }

  private static long sum(List<String> skus, Map<String, Known> known) {
    long sum = 0;
    for (String sku : skus) {
      sum += known.getOrDefault(sku, Known.NOTHING).version() + 1;
    }
    return Math.min(sum, LARGEST_SUM);
  }

  private static Set<String> skus(List<Draft> drafts) {
    Set<String> skus = new LinkedHashSet<>();
    drafts.forEach(draft -> skus.addAll(draft.skus()));
    return skus;
  }

  /** Notes which products have which SKUs. That is never taken back: the product is asked too. */
  private void own(List<Draft> drafts, Map<String, Known> before) {
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      for (String sku : draft.skus()) {
        wanted.computeIfAbsent(sku, each -> new TreeSet<>()).add(draft.id());
      }
    }
    Map<String, Known> known = before;
    while (true) {
      Map<String, Known> current = known;
      wanted
          .entrySet()
          .removeIf(each ->
              current
                  .getOrDefault(each.getKey(), Known.NOTHING)
                  .owners()
                  .containsAll(each.getValue()));
      if (wanted.isEmpty()) {
        return;
      }
      Bulk bulk = new Bulk();
      wanted.forEach((sku, ids) -> own(bulk, sku, ids, current.getOrDefault(sku, Known.NOTHING)));
      List<Outcome> outcomes = bulk.send(server, indexes);
      if (!outcomes.contains(Outcome.REFUSED)) {
        return;
      }
      known = known(wanted.keySet());
    }
  }

  private void own(Bulk bulk, String sku, Set<String> ids, Known known) {
    Set<String> owners = new TreeSet<>(known.owners());
    owners.addAll(ids);
    ObjectNode document = Documents.object();
    document.set("products", Documents.strings(owners));
    if (known.sequence() < 0) {
      bulk.create(indexes.stock, "o:" + sku, document);
    } else {
      bulk.replace(indexes.stock, "o:" + sku, known.sequence(), known.term(), document);
    }
  }

  /** Writes facts without telling the products, which must be written after them. */
  void facts(List<Fact> facts) {
    Bulk bulk = new Bulk();
    for (Fact fact : facts) {
      bulk.put(
          indexes.stock,
          "f:" + fact.sku(),
          fact.version(),
          Documents.object().put("inStock", fact.inStock()).put("version", fact.version()));
    }
    bulk.send(server, indexes);
  }

  /**
   * Writes a fact and tells the products. One that is not new may have been written by an attempt
   * that failed before it told them, so they are told in any case.
   */
  void fact(Fact fact) {
    facts(List.of(fact));
    Set<String> owners = known(Set.of(fact.sku())).getOrDefault(fact.sku(), Known.NOTHING).owners();
    boolean overtaken = !owners.isEmpty();
    while (overtaken) {
      overtaken = isOvertaken(owners);
    }
  }

  /** Tells products of newer facts; whether one of them was changed meanwhile. */
  private boolean isOvertaken(Set<String> ids) {
    List<Wanted> wanted = new ArrayList<>();
    for (String alias : List.of(indexes.next, indexes.products)) {
      ids.forEach(id -> wanted.add(new Wanted(alias, id)));
    }
    List<Optional<GetResult<ObjectNode>>> found = get(wanted);
    Set<String> skus = new LinkedHashSet<>();
    found.forEach(each ->
        each.map(GetResult::source)
            .ifPresent(source -> skus.addAll(Documents.texts(source.path(Documents.OWN_SKUS)))));
    Map<String, Known> known = known(skus);
    Bulk bulk = new Bulk();
    for (int i = 0; i < found.size(); i++) {
      String alias = i < ids.size() ? indexes.next : indexes.products;
      found.get(i).ifPresent(each -> update(bulk, alias, each, known));
    }
    List<Outcome> outcomes = bulk.send(server, indexes);
    return outcomes.contains(Outcome.REFUSED) || outcomes.contains(Outcome.MISSING);
  }

  private static void update(
      Bulk bulk, String alias, GetResult<ObjectNode> found, Map<String, Known> known) {
    ObjectNode document = found.source();
    if (document != null) {
      List<String> own = Documents.texts(document.path(Documents.OWN_SKUS));
      if (sum(own, known) > document.path(Documents.STOCK_VERSIONS).asLong()) {
        long version = complete(document, document.path(Documents.VERSION).asLong(), own, known);
        bulk.put(alias, found.id(), version, document);
      }
    }
  }

  private Map<String, Known> known(Collection<String> skus) {
    if (skus.isEmpty()) {
      return new LinkedHashMap<>();
    }
    List<Wanted> wanted = new ArrayList<>();
    for (String kind : List.of("f:", "o:")) {
      skus.forEach(sku -> wanted.add(new Wanted(indexes.stock, kind + sku)));
    }
    List<Optional<GetResult<ObjectNode>>> found = get(wanted);
    Map<String, Known> known = new LinkedHashMap<>();
    int i = 0;
    for (String sku : skus) {
      known.put(sku, known(found.get(i), found.get(skus.size() + i)));
      i++;
    }
    return known;
  }

  private static Known known(
      Optional<GetResult<ObjectNode>> fact, Optional<GetResult<ObjectNode>> owner) {
    JsonNode said = source(fact);
    Long sequence = owner.map(GetResult::seqNo).orElse(null);
    Long term = owner.map(GetResult::primaryTerm).orElse(null);
    return new Known(
        said.path("inStock").asBoolean(),
        said.path("version").asLong(-1),
        Set.copyOf(Documents.texts(source(owner).path("products"))),
        sequence == null ? -1 : sequence,
        term == null ? -1 : term);
  }

  private static JsonNode source(Optional<GetResult<ObjectNode>> found) {
    return found.<JsonNode>map(GetResult::source).orElse(MissingNode.getInstance());
  }

  /** A document to be read. */
  private record Wanted(String alias, String id) {}

  /** Reads documents as they were last written, those that are there, in this order. */
  private List<Optional<GetResult<ObjectNode>>> get(List<Wanted> wanted) {
    List<MultiGetOperation> operations =
        wanted.stream()
            .map(each -> MultiGetOperation.of(o -> o.index(each.alias()).id(each.id())))
            .toList();
    MgetResponse<ObjectNode> answer =
        server.call(c -> c.mget(m -> m.docs(operations), ObjectNode.class));
    List<Optional<GetResult<ObjectNode>>> found = new ArrayList<>();
    for (MultiGetResponseItem<ObjectNode> each : answer.docs()) {
      if (each.isResult()) {
        found.add(each.result().found() ? Optional.of(each.result()) : Optional.empty());
        continue;
      }
      MultiGetError failure = each.failure();
      if (!"index_not_found_exception".equals(failure.error().type())) {
        throw Indexes.unavailable("Elasticsearch cannot read: " + failure.error().reason());
      }
      if (!failure.index().equals(indexes.next)) {
        throw indexes.lost();
      }
      found.add(Optional.empty());
    }
    return found;
  }
}
