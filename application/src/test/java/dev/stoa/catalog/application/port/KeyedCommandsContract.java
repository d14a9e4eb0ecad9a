package dev.stoa.catalog.application.port;

import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.catalog.domain.KeyedCommand.Refusal;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Version;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link KeyedCommands} must do. */
public interface KeyedCommandsContract {
  UUID KEY = Derivation.of("test-command", 1).with("key").id();
  Fingerprint CONTENT = Fingerprint.of("content");

  /** Empty stores of the adapter. */
  CatalogStores open();

  @Test
  default void findsWhatWasSavedAlsoAfterARestart() {
    CatalogStores before = open();
    KeyedCommands commands = before.keyedCommands();
    assertThat(commands.find(KEY)).isEmpty();
    assertThat(commands.save(KeyedCommand.asked(KEY, CONTENT, NOW))).isEqualTo(new Version(1));
    KeyedCommand command = commands.find(KEY).orElseThrow();
    assertThat(command.refusal()).isEmpty();
    command.refuse(new Refusal("impossible", "5", "-3"));
    assertThat(commands.save(command)).isEqualTo(new Version(2));

    try (CatalogStores after = before.restart()) {
      KeyedCommand found = after.keyedCommands().find(KEY).orElseThrow();
      assertThat(found.isOf(CONTENT)).isTrue();
      assertThat(found.isOf(Fingerprint.of("other"))).isFalse();
      assertThat(found.firstAskedAt()).isEqualTo(NOW);
      assertThat(found.refusal()).contains(new Refusal("impossible", "5", "-3"));
      assertThat(found.version()).isEqualTo(new Version(2));
    }
  }

  @Test
  default void changingAFoundCommandChangesNothingUntilItIsSaved() {
    try (CatalogStores stores = open()) {
      stores.keyedCommands().save(KeyedCommand.asked(KEY, CONTENT, NOW));
      stores.keyedCommands().find(KEY).orElseThrow().refuse(new Refusal("not-found"));

      assertThat(stores.keyedCommands().find(KEY).orElseThrow().refusal()).isEmpty();
    }
  }

  @Test
  default void refusesAStaleCopy() {
    try (CatalogStores stores = open()) {
      KeyedCommands commands = stores.keyedCommands();
      commands.save(KeyedCommand.asked(KEY, CONTENT, NOW));
      KeyedCommand stale = commands.find(KEY).orElseThrow();
      KeyedCommand fresh = commands.find(KEY).orElseThrow();
      fresh.refuse(new Refusal("first"));
      commands.save(fresh);
      stale.refuse(new Refusal("second"));

      assertThatExceptionOfType(StaleAggregate.class).isThrownBy(() -> commands.save(stale));
      assertThat(commands.find(KEY).orElseThrow().refusal()).contains(new Refusal("first"));
    }
  }

  @Test
  default void givesAKeyToOneOfManyAtOnce() {
    try (CatalogStores stores = open()) {
      AtomicInteger saved = new AtomicInteger();
      atOnce(
          20,
          i -> {
            try {
              stores
                  .keyedCommands()
                  .save(KeyedCommand.asked(KEY, Fingerprint.of("content " + i), NOW));
              saved.incrementAndGet();
            } catch (StaleAggregate another) {
              assertThat(another).hasMessageContaining(KEY.toString());
            }
          });

      assertThat(saved).hasValue(1);
    }
  }
}
