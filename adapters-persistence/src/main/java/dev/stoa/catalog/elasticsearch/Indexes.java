package dev.stoa.catalog.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.catalog.elasticsearch.Connection.Refusal;
import dev.stoa.shared.application.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
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
  private static final ObjectNode PRODUCTS_INDEX = resource("products-index.json");
  private static final ObjectNode STOCK_INDEX = resource("stock-index.json");

  final String products;
  final String next;
  final String stock;
  private final Connection server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore wanted = new Semaphore(1);
  private final Thread worker;
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
      prepare(products, PRODUCTS_INDEX);
      prepare(stock, STOCK_INDEX);
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
          change(List.of(action("add", first, alias)));
        }
      }
    }
    server.callPatiently(
        "GET", "/_cluster/health/" + alias + "?wait_for_status=yellow&timeout=30s", null);
  }

  private void create(String name, ObjectNode index, String alias) {
    ObjectNode body = index.deepCopy();
    body.set("aliases", Dsl.of(alias, Dsl.object()));
    server.callPatiently("PUT", "/" + name, body);
  }

  /** The indexes behind an alias: none, or one. */
  private List<String> behind(String alias) {
    try {
      List<String> names = new ArrayList<>();
      server
          .callPatiently("GET", "/_alias/" + alias, null)
          .fieldNames()
          .forEachRemaining(names::add);
      return names;
    } catch (Refusal e) {
      if (e.isMissing()) {
        return List.of();
      }
      throw e;
    }
  }

  /** Whether everything of the catalogue was written into the index that is searched. */
  boolean isComplete() {
    try {
      JsonNode mappings = server.call("GET", "/" + products + "/_mapping", null);
      return mappings.path(mappings.fieldNames().next()).at("/mappings/_meta/complete").asBoolean();
    } catch (Refusal e) {
      throw e.isMissing() ? lost() : e;
    }
  }

  void complete() {
    complete(products);
  }

  private void complete(String index) {
    ObjectNode meta = PRODUCTS_INDEX.at("/mappings/_meta").deepCopy();
    meta.put("complete", true);
    server.callPatiently("PUT", "/" + index + "/_mapping", Dsl.of("_meta", meta));
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
    create(name, PRODUCTS_INDEX, next);
    server.callPatiently(
        "GET", "/_cluster/health/" + name + "?wait_for_status=yellow&timeout=30s", null);
    return name;
  }

  /**
   * From one moment to the next the new index is the one that is searched and written.
   *
   * @throws Refusal when it is no longer the next one
   */
  void switchTo(String name) {
    server.callPatiently("POST", "/" + name + "/_refresh", null);
    complete(name);
    List<String> before = behind(products);
    List<ObjectNode> actions = new ArrayList<>();
    actions.add(action("remove", name, next));
    actions.add(action("add", name, products));
    before.forEach(index -> actions.add(action("remove", index, products)));
    change(actions);
    before.forEach(this::delete);
  }

  void delete(String index) {
    try {
      server.callPatiently("DELETE", "/" + index, null);
    } catch (Refusal e) {
      if (!e.isMissing()) {
        throw e;
      }
    }
  }

  private void change(List<ObjectNode> actions) {
    server.callPatiently("POST", "/_aliases", Dsl.of("actions", Dsl.array(actions)));
  }

  private static ObjectNode action(String what, String index, String alias) {
    ObjectNode names = Dsl.object().put("index", index).put("alias", alias);
    if (what.equals("remove")) {
      names.put("must_exist", true);
    }
    return Dsl.of(what, names);
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
