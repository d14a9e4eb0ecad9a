package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.prove.Reactions;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.PublishedEvent;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code stoa prove} tries is what the shop is made of. */
class SimulatedReactionsTest {
  /** Groups that no purchase passes through. */
  private static final Set<String> BESIDES =
      Set.of("identity-sessions", "catalog-search", "catalog-shown");

  @Test
  void everyGroupOfAPurchaseIsSimulatedWithTheSameEvents(@TempDir Path data) {
    ShopConfig config = ConfigReader.read(Map.of("data", data.toString()), Map.of(), null);
    Injector injector = Guice.createInjector(Stage.DEVELOPMENT, Profiles.modules(config));
    Stores stores = injector.getInstance(Stores.class);
    try {
      Map<String, Set<Class<? extends PublishedEvent>>> wired = new TreeMap<>();
      for (Subscription group : injector.getInstance(new Key<Set<Subscription>>() {})) {
        Set<Class<? extends PublishedEvent>> events = new HashSet<>(group.eventTypes());
        // Nobody deletes an account while buying.
        events.remove(UserDeletedV1.class);
        wired.put(group.group(), events);
      }
      wired.keySet().removeAll(BESIDES);
      assertThat(wired).isEqualTo(new TreeMap<>(Reactions.simulated()));
    } finally {
      stores.close();
    }
  }
}
