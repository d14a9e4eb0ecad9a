package dev.stoa.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.InspectDeadLetter;
import dev.stoa.shared.application.ListDeadLetters;
import dev.stoa.shared.application.ReplayDeadLetter;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.InMemoryDeadLetters;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.rest.RestTestServer.Answer;
import dev.stoa.shared.rest.RestTestServer.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersResourceTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final UserId SOMEBODY = new UserId(Derivation.of("user", 1).with(1).id());
  private static final String PATH = "/api/admin/dead-letters";

  private final InMemoryDeadLetters letters = new InMemoryDeadLetters();
  private final AtomicBoolean mended = new AtomicBoolean();
  private final RestTestServer server = server();
  private final Client admin = server.as(RestTestServer.admin(SOMEBODY));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void listsLettersInPages() {
    DeadLetter older = put(1);
    DeadLetter newer = put(2);

    Answer first = admin.get(PATH + "?limit=1");
    Answer second =
        admin.get(PATH + "?limit=1&cursor=" + first.json().at("/nextCursor").textValue());

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().at("/items/0/id").textValue()).isEqualTo(newer.id().toString());
    assertThat(first.json().at("/items/0/reason").textValue())
        .isEqualTo("java.lang.IllegalStateException: boom");
    assertThat(second.json().at("/items/0/id").textValue()).isEqualTo(older.id().toString());
    assertThat(second.json().has("nextCursor")).isFalse();
  }

  @Test
  void refusesACursorOfAnotherList() {
    Answer answer = admin.get(PATH + "?cursor=nonsense");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").textValue()).isEqualTo("cursor");
  }

  @Test
  void showsTheEventAndTheCause() {
    DeadLetter letter = put(1);

    Answer answer = admin.get(PATH + "/" + letter.id());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/group").textValue()).isEqualTo("basket-checkout");
    assertThat(answer.json().at("/data/n").intValue()).isEqualTo(1);
    assertThat(answer.json().at("/cause").textValue()).contains("at dev.stoa");
    assertThat(answer.json().at("/attempts").intValue()).isEqualTo(5);
  }

  @Test
  void replaysWhatWasMended() {
    DeadLetter letter = put(1);

    Answer before = admin.post(PATH + "/" + letter.id() + "/replay", null);
    mended.set(true);
    Answer after = admin.post(PATH + "/" + letter.id() + "/replay", null);
    Answer gone = admin.post(PATH + "/" + letter.id() + "/replay", null);

    assertThat(before.status()).isEqualTo(409);
    assertThat(before.problem()).isEqualTo("replay-failed");
    assertThat(before.json().at("/attempts").intValue()).isEqualTo(6);
    assertThat(after.status()).isEqualTo(204);
    assertThat(gone.status()).isEqualTo(404);
  }

  @Test
  void knowsNoOtherLetters() {
    assertThat(admin.get(PATH + "/" + SOMEBODY).status()).isEqualTo(404);
    assertThat(admin.get(PATH + "/1").status()).isEqualTo(404);
    assertThat(admin.post(PATH + "/1/replay", null).status()).isEqualTo(404);
  }

  @Test
  void isForAdministratorsOnly() {
    String letter = PATH + "/" + put(1).id();
    Client customer = server.as(RestTestServer.customer(SOMEBODY));

    for (String path : List.of(PATH, letter)) {
      assertThat(server.anonymous().get(path).status()).isEqualTo(401);
      assertThat(customer.get(path).status()).isEqualTo(403);
    }
    assertThat(server.anonymous().post(letter + "/replay", null).status()).isEqualTo(401);
    assertThat(customer.post(letter + "/replay", null).status()).isEqualTo(403);
    assertThat(letters.count()).isEqualTo(1);
  }

  private DeadLetter put(int n) {
    LoggedEvent event =
        new LoggedEvent(
            n,
            Derivation.of("event", 1).with(n).id(),
            "dev.stoa.identity.user-deleted.v1",
            "u",
            "{\"n\":" + n + "}",
            null);
    DeadLetter letter =
        DeadLetter.of(
            "basket-checkout",
            event,
            new IllegalStateException("boom"),
            5,
            NOON,
            NOON.plusSeconds(n));
    letters.put(letter);
    return letter;
  }

  private RestTestServer server() {
    Subscription subscription =
        Subscription.group("basket-checkout")
            .on(
                UserDeletedV1.class,
                event -> {
                  if (!mended.get()) {
                    throw new IllegalStateException("not yet mended");
                  }
                })
            .build();
    EventCodec codec =
        new EventCodec() {
          @Override
          public String encode(PublishedEvent event) {
            return "{}";
          }

          @Override
          public PublishedEvent decode(String typeName, String json) {
            return new UserDeletedV1(SOMEBODY.value(), 1, NOON);
          }
        };
    return RestTestServer.of(
        new DeadLettersResource(
            new ListDeadLetters(letters),
            new InspectDeadLetter(letters),
            new ReplayDeadLetter(
                letters, codec, List.of(subscription), InstantSource.fixed(NOON.plusSeconds(60)))));
  }
}
