package dev.stoa.shared.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BsonField;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.document.DocumentIndex;
import dev.stoa.shared.document.DocumentKind;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.KeyTaken;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.document.Stored;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Documents of one kind in a collection of its name. */
public final class MongoDocumentCollection<D> implements Documents<D> {
  private final MongoDocuments<D> documents;

  public MongoDocumentCollection(MongoStore store, MongoEvents events, DocumentKind<D> kind) {
    this.documents = new MongoDocuments<>(store, events, kind.name(), kind.outbox(), kind.form());
  }

  /** The indexes that such a collection needs, that of its outbox included. */
  public static List<MongoIndex> indexes(DocumentKind<?> kind) {
    return Stream.concat(
            Stream.of(MongoDocuments.pendingIndex(kind.name())),
            kind.indexes().stream().map(index -> index(kind.name(), index)))
        .toList();
  }

  private static MongoIndex index(String collection, DocumentIndex index) {
    String[] fields =
        index.keys().stream()
            .map(key ->
                (key.falling() ? "-" : "")
                    + (key.isId() ? key.path() : MongoDocuments.path(key.path())))
            .toArray(String[]::new);
    return switch (index.kind()) {
      case PLAIN -> MongoIndex.plain(collection, index.name(), fields);
      case SPARSE -> MongoIndex.sparse(collection, index.name(), fields);
      case UNIQUE -> MongoIndex.unique(collection, index.name(), fields);
    };
  }

  /** What is committed and not published. */
  public Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Optional<Stored<D>> find(String id) {
    return documents.find(id).map(MongoDocuments.Stored::decoded);
  }

  @Override
  public Optional<Stored<D>> findBy(String field, String value) {
    return documents
        .first(eq(MongoDocuments.path(field), value))
        .map(MongoDocuments.Stored::decoded);
  }

  @Override
  public List<Stored<D>> all(String field) {
    return documents.readable(Filters.empty(), Sorts.ascending(MongoDocuments.path(field)), 0);
  }

  @Override
  public List<Stored<D>> newestFirst(
      Map<String, String> equal, String number, KeysetCursor after, int limit) {
    List<Bson> conditions = new ArrayList<>();
    equal.forEach((field, value) -> conditions.add(eq(MongoDocuments.path(field), value)));
    return documents.newestFirst(
        conditions.isEmpty() ? null : and(conditions), number, after.number(), after.id(), limit);
  }

  @Override
  public List<Stored<D>> byId(String after, int limit) {
    return documents.readable(gt("_id", after), Sorts.ascending("_id"), limit);
  }

  @Override
  public List<Stored<D>> upTo(String number, long most, int limit) {
    String field = MongoDocuments.path(number);
    return documents.readable(lte(field, most), Sorts.ascending(field), limit);
  }

  @Override
  public List<Group> totals(List<String> by, List<String> numbers) {
    Document common = new Document();
    for (int i = 0; i < by.size(); i++) {
      common.append("g" + i, "$" + MongoDocuments.path(by.get(i)));
    }
    List<BsonField> figures = new ArrayList<>();
    figures.add(Accumulators.sum("count", 1L));
    for (int i = 0; i < numbers.size(); i++) {
      String number = "$" + MongoDocuments.path(numbers.get(i));
      figures.add(Accumulators.sum("sum" + i, number));
      figures.add(Accumulators.min("min" + i, number));
      figures.add(Accumulators.max("max" + i, number));
    }
    return documents.aggregate(List.of(Aggregates.group(common, figures))).stream()
        .map(group -> group(group, by.size(), numbers.size()))
        .sorted(Comparator.comparing(group -> String.join("\u0000", group.by())))
        .toList();
  }

  private static Group group(Document found, int by, int numbers) {
    return new Group(
        IntStream.range(0, by)
            .mapToObj(i -> found.getEmbedded(List.of("_id", "g" + i), ""))
            .toList(),
        whole(found, "count"),
        IntStream.range(0, numbers)
            .mapToObj(i ->
                new Figures(
                    whole(found, "sum" + i), whole(found, "min" + i), whole(found, "max" + i)))
            .toList());
  }

  private static long whole(Document found, String field) {
    return found.get(field, Number.class).longValue();
  }

  @Override
  public Version save(
      String id, Version loaded, D document, List<? extends PublishedEvent> events) {
    try {
      return documents.save(id, loaded, document, events);
    } catch (DuplicateKey taken) {
      throw new KeyTaken(taken.index(), taken);
    }
  }

  @Override
  public void delete(String id, Version loaded, List<? extends PublishedEvent> events) {
    documents.delete(id, loaded, events);
  }
}
