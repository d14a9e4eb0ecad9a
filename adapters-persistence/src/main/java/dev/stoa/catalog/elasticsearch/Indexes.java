package dev.stoa.catalog.elasticsearch;

import co.elastic.clients.elasticsearch._types.HealthStatus;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.cluster.HealthResponse;
import co.elastic.clients.elasticsearch.core.CountResponse;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import co.elastic.clients.json.JsonData;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.elasticsearch.Connection.Refusal;
import dev.stoa.shared.application.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes behind their aliases: {@code <prefix>-products} is searched, {@code
 * <prefix>-products-next} is there while another index is filled that shall take its place, {@code
 * <prefix>-stock} keeps stock facts by SKU. A thread makes what is missing, again and again until
 * it works; it comes back when an index turns out to be gone.
 */
final class Indexes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final long AWAITED_MILLIS = 30_000;
  private static final ObjectNode STOCK_INDEX = resource("stock-index.json");

  final String products;
  final String next;
  final String stock;
  private final Connection server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore wanted = new Semaphore(1);
  private final Thread worker;
  private volatile String atStart = "";
  private volatile @Nullable String problem = "Elasticsearch has not answered yet";

  Indexes(Connection server, String prefix) {
    this.server = server;
    products = prefix + "-products";
    next = products + "-next";
    stock = prefix + "-stock";
    worker = Thread.ofVirtual().name("stoa-elasticsearch-indexes").unstarted(this::work);
  }

  void start() {
    worker.start();
  }

  /** Why nothing can be done at the moment, as far as is known. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  void requireReady() {
    String why = problem;
    if (why != null) {
      throw unavailable(why);
    }
  }

  /** Waits for what shall be done anyway, and need not be done at once. */
  void awaitReady() {
    try {
      for (long waited = 0; problem != null && waited < AWAITED_MILLIS; waited += 50) {
        if (closing.await(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    requireReady();
  }

  /** An index is gone: it is made anew, and the answer until then is this exception. */
  StoreUnavailable lost() {
    String why = "the search index is gone; it is being made anew";
    problem = why;
    wanted.release();
    return unavailable(why);
  }

  /** What was seen in an answer, without a failure behind it. */
  static StoreUnavailable unavailable(String why) {
    return new StoreUnavailable(why, new IllegalStateException(why));
  }

  private void work() {
    try {
      while (closing.getCount() > 0) {
        wanted.acquire();
        wanted.drainPermits();
        long pause = 100;
        while (!isPrepared() && !closing.await(pause, TimeUnit.MILLISECONDS)) {
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isPrepared() {
    try {
      prepare(products, Documents.index(meta(false)));
      prepare(stock, STOCK_INDEX);
      if (atStart.isEmpty()) {
        atStart = behind(products).getFirst();
      }
      problem = null;
      return true;
    } catch (StoreUnavailable | Refusal e) {
      if (closing.getCount() > 0) {
        problem = e.getMessage();
        LOG.debug("the search indexes cannot be prepared yet", e);
      }
      return false;
    }
  }

  private void prepare(String alias, ObjectNode index) {
    if (behind(alias).isEmpty()) {
      String first = alias + "-1";
      try {
        create(first, index, alias);
        LOG.info("made the search index {}", first);
      } catch (Refusal e) {
        if (!e.exists()) {
          throw e;
        }
        if (behind(alias).isEmpty()) {
          change(List.of(addition(first, alias)));
        }
      }
    }
    awaitYellow(alias);
  }

  private void awaitYellow(String index) {
    HealthResponse health =
        server.callPatiently(c ->
            c.cluster()
                .health(h ->
                    h.index(index).waitForStatus(HealthStatus.Yellow).timeout(t -> t.time("30s"))));
    if (health.timedOut()) {
      throw unavailable("the search index " + index + " is not ready yet");
    }
  }

  private void create(String name, ObjectNode index, String alias) {
    ObjectNode body = index.deepCopy();
    body.putObject("aliases").putObject(alias);
    server.callPatiently(
        c -> c.indices().create(r -> r.withJson(new StringReader(body.toString())).index(name)));
  }

  /** The indexes behind an alias: none, or one. */
  private List<String> behind(String alias) {
    try {
      return List.copyOf(
          server.callPatiently(c -> c.indices().getAlias(a -> a.name(alias))).aliases().keySet());
    } catch (Refusal e) {
      if (e.isMissing()) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Whether everything of the catalogue was written into the index that is searched. One that a
   * newer version of the program put in place meanwhile is that version's to complete.
   */
  boolean isComplete() {
    try {
      TypeMapping mapping = mapping(products);
      return isForeign(mapping)
          ? !wasThere()
          : isTrue(mapping.meta().get("complete")) && !hasForeign();
    } catch (Refusal e) {
      throw e.isMissing() ? lost() : e;
    }
  }

  /** Whether what is searched cannot be completed, for it holds documents of another version. */
  boolean isForeign() {
    return isForeign(products) ? wasThere() : hasForeign();
  }

  /**
   * Whether the index that is searched was so when this process came: what other versions put in
   * place while this one runs is newer. Otherwise two versions, side by side during an update,
   * would replace each other's index in turn.
   */
  private boolean wasThere() {
    return behind(products).contains(atStart);
  }

  /** Whether the index behind an alias was made for other documents. */
  boolean isForeign(String alias) {
    return isForeign(mapping(alias));
  }

  private static boolean isForeign(TypeMapping mapping) {
    JsonData format = mapping.meta().get("format");
    return format == null || !format.to(String.class).equals(Documents.FORMAT);
  }

  private static boolean isTrue(@Nullable JsonData value) {
    return value != null && value.to(Boolean.class);
  }

  /** Whether another version of the program, running beside this one, has written here. */
  private boolean hasForeign() {
    Query own =
        Queries.terms(
            Documents.KIND, List.of(Documents.PRODUCT, Documents.HIDDEN, Documents.REMOVED));
    CountResponse counted =
        server.call(c -> c.count(r -> r.index(products).query(q -> q.bool(b -> b.mustNot(own)))));
    return counted.count() > 0;
  }

  private TypeMapping mapping(String alias) {
    return server
        .call(c -> c.indices().getMapping(m -> m.index(alias)))
        .mappings()
        .values()
        .iterator()
        .next()
        .mappings();
  }

  void complete() {
    if (isForeign(products)) {
      throw new IllegalStateException("the search index has another format and must be replaced");
    }
    complete(products);
  }

  private void complete(String index) {
    ObjectNode meta = Documents.object();
    meta.set("_meta", meta(true));
    server.callPatiently(c ->
        c.indices().putMapping(m -> m.withJson(new StringReader(meta.toString())).index(index)));
  }

  private static ObjectNode meta(boolean complete) {
    return Documents.object().put("format", Documents.FORMAT).put("complete", complete);
  }

  /** Begins the index that shall be searched; what an earlier attempt left is thrown away. */
  String beginNext() {
    for (String left : behind(next)) {
      LOG.warn("an earlier reindex was not finished: {} is thrown away", left);
      delete(left);
    }
    int number = 1;
    for (String current : behind(products)) {
      String end = current.substring(current.lastIndexOf('-') + 1);
      number = end.chars().allMatch(Character::isDigit) ? Integer.parseInt(end) + 1 : number;
    }
    String name = products + "-" + number;
    create(name, Documents.index(meta(false)), next);
    awaitYellow(name);
    return name;
  }

  /**
   * From one moment to the next the new index is the one that is searched and written.
   *
   * @throws Refusal when it is no longer the next one
   */
  void switchTo(String name) {
    server.callPatiently(c -> c.indices().refresh(r -> r.index(name)));
    complete(name);
    List<String> before = behind(products);
    List<Action> actions = new ArrayList<>();
    actions.add(removal(name, next));
    actions.add(addition(name, products));
    before.forEach(index -> actions.add(removal(index, products)));
    change(actions);
    before.forEach(this::delete);
  }

  void delete(String index) {
    try {
      server.callPatiently(c -> c.indices().delete(d -> d.index(index)));
    } catch (Refusal e) {
      if (!e.isMissing()) {
        throw e;
      }
    }
  }

  private void change(List<Action> actions) {
    server.callPatiently(c -> c.indices().updateAliases(u -> u.actions(actions)));
  }

  private static Action addition(String index, String alias) {
    return Action.of(a -> a.add(x -> x.index(index).alias(alias)));
  }

  private static Action removal(String index, String alias) {
    return Action.of(a -> a.remove(x -> x.index(index).alias(alias).mustExist(true)));
  }

  private static ObjectNode resource(String name) {
    try (InputStream in = Indexes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return (ObjectNode) Connection.JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    problem = "product search is closed";
    worker.interrupt();
  }
}
