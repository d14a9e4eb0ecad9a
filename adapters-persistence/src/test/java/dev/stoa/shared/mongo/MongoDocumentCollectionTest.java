package dev.stoa.shared.mongo;

import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.DocumentsContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class MongoDocumentCollectionTest implements DocumentsContract {
  private MongoTestStore database;

  MongoDocumentCollectionTest() {}

  @BeforeEach
  void open() {
    database = MongoTestStore.open(MongoDocumentCollection.indexes(KIND), IdentityEvents.all());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public Documents<Thing> documents() {
    return collection();
  }

  @Override
  public Documents<Thing> restart() {
    database.reopen();
    return collection();
  }

  private MongoDocumentCollection<Thing> collection() {
    return new MongoDocumentCollection<>(database.store(), database.events(), KIND);
  }

  @Override
  public List<String> published() {
    return MongoTestStore.pending(collection().outbox()).stream()
        .map(PendingEvent::subject)
        .toList();
  }
}
