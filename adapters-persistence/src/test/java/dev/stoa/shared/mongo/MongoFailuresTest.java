package dev.stoa.shared.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.Version;
import java.io.IOException;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/** Failures of a real server that the one of the tests does not produce. */
class MongoFailuresTest {
  private static final String OF_ID =
      "E11000 duplicate key error collection: shop.order index: _id_ dup key: { _id: \"a\" }";
  private static final String OF_NUMBER =
      "E11000 duplicate key error collection: shop.invoice index: invoice_number dup key:"
          + " { state.series: \"INV-2026\", state.sequence: 7 }";

  MongoFailuresTest() {}

  private static MongoException ofInsert(String message) {
    return new MongoWriteException(
        new WriteError(11000, message, new BsonDocument()), new ServerAddress(), Set.of());
  }

  private static MongoException ofFindAndModify(String message) {
    BsonDocument answer =
        new BsonDocument("ok", new BsonInt32(0))
            .append("code", new BsonInt32(11000))
            .append("codeName", new BsonString("DuplicateKey"))
            .append("errmsg", new BsonString(message));
    return new MongoCommandException(answer, new ServerAddress());
  }

  @Test
  void aRaceThatWasLostIsStale() {
    for (MongoException lost : new MongoException[] {ofInsert(OF_ID), ofFindAndModify(OF_ID)}) {
      RuntimeException failure = MongoFailures.of(lost);
      assertThat(failure).isInstanceOf(DuplicateKey.class).hasCause(lost);
      assertThat(MongoDocuments.refused((DuplicateKey) failure, "a", Version.NEW))
          .isInstanceOf(StaleAggregate.class);
    }
  }

  @Test
  void anyOtherKeyIsNamed() {
    for (MongoException taken :
        new MongoException[] {ofInsert(OF_NUMBER), ofFindAndModify(OF_NUMBER)}) {
      DuplicateKey failure = (DuplicateKey) MongoFailures.of(taken);
      assertThat(failure.index()).isEqualTo("invoice_number");
      assertThat(MongoDocuments.refused(failure, "a", Version.NEW)).isSameAs(failure);
    }
  }

  @Test
  void readsTheFormOfOlderServers() {
    RuntimeException failure =
        MongoFailures.of(ofInsert("E11000 duplicate key error index: shop.user.$email dup key"));
    assertThat(((DuplicateKey) failure).index()).isEqualTo("email");
    assertThat(((DuplicateKey) MongoFailures.of(ofInsert("E11000"))).index()).isEmpty();
  }

  @Test
  void whatNobodyKnowsIsUnavailable() {
    MongoException timeout =
        new MongoSocketReadTimeoutException("no answer", new ServerAddress(), new IOException());
    assertThat(MongoFailures.of(timeout)).isInstanceOf(StoreUnavailable.class).hasCause(timeout);
  }
}
