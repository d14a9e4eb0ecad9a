package dev.stoa.catalog.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.shared.application.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;

/** Writes that go in one request. Each names an alias, so that no index is made by a write. */
final class Bulk {
  private static final int FEW = 20;

  private final List<BulkOperation> operations = new ArrayList<>();
  private final List<String> aliases = new ArrayList<>();

  /** How a write ended. */
  enum Outcome {
    WRITTEN,
    /** What is there is newer, or as new. */
    REFUSED,
    /** There is no index behind the alias. */
    MISSING,
    /** The index behind the alias was made for other documents, and will be replaced. */
    FOREIGN
  }

  /** Writes a document unless what is there has this version or a higher one. */
  void put(String alias, String id, long version, ObjectNode document) {
    operations.add(
        BulkOperation.of(o ->
            o.index(i ->
                i.index(alias)
                    .id(id)
                    .requireAlias(true)
                    .version(version)
                    .versionType(VersionType.External)
                    .document(document))));
    aliases.add(alias);
  }

  /** Writes a document that is not there yet. */
  void create(String alias, String id, ObjectNode document) {
    operations.add(
        BulkOperation.of(
            o -> o.create(c -> c.index(alias).id(id).requireAlias(true).document(document))));
    aliases.add(alias);
  }

  /** Writes a document unless it was changed since it was read. */
  void replace(String alias, String id, long sequence, long term, ObjectNode document) {
    operations.add(
        BulkOperation.of(o ->
            o.index(i ->
                i.index(alias)
                    .id(id)
                    .requireAlias(true)
                    .ifSeqNo(sequence)
                    .ifPrimaryTerm(term)
                    .document(document))));
    aliases.add(alias);
  }

  boolean isEmpty() {
    return operations.isEmpty();
  }

  /**
   * How each write ended, in their order.
   *
   * @throws StoreUnavailable when one of them could not be decided; all may be sent again
   */
  List<Outcome> send(Connection server, Indexes indexes) {
    if (isEmpty()) {
      return List.of();
    }
    // With little patience when there are few.
    BulkResponse answer =
        operations.size() <= FEW
            ? server.call(c -> c.bulk(b -> b.operations(operations).timeout(t -> t.time("2s"))))
            : server.callPatiently(
                c -> c.bulk(b -> b.operations(operations).timeout(t -> t.time("30s"))));
    List<Outcome> outcomes = new ArrayList<>();
    for (BulkResponseItem item : answer.items()) {
      outcomes.add(outcome(item, aliases.get(outcomes.size()), indexes));
    }
    if (outcomes.size() != aliases.size()) {
      throw Indexes.unavailable("Elasticsearch answered to some of the writes only");
    }
    return outcomes;
  }

  private static Outcome outcome(BulkResponseItem item, String alias, Indexes indexes) {
    int status = item.status();
    if (status < 300) {
      return Outcome.WRITTEN;
    }
    if (status == 409) {
      return Outcome.REFUSED;
    }
    if (status == 404) {
      if (alias.equals(indexes.next)) {
        return Outcome.MISSING;
      }
      throw indexes.lost();
    }
    ErrorCause error = item.error();
    String reason = error == null ? "status " + status : error.type() + ": " + error.reason();
    if (status == 429 || status >= 500) {
      throw Indexes.unavailable("Elasticsearch cannot write: " + reason);
    }
    if (!alias.equals(indexes.stock) && indexes.isForeign(alias)) {
      return Outcome.FOREIGN;
    }
    throw new IllegalStateException("Elasticsearch refuses a document: " + reason);
  }
}
