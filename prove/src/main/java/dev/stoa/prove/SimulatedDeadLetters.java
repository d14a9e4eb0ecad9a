package dev.stoa.prove;

import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.DeadLetters;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Events that reactions could not handle. */
final class SimulatedDeadLetters implements DeadLetters {
  private final Gate gate;
  private final Map<UUID, DeadLetter> all = new LinkedHashMap<>();

  SimulatedDeadLetters(Gate gate) {
    this.gate = gate;
  }

  /** As they are, without a call. */
  List<DeadLetter> stored() {
    return List.copyOf(all.values());
  }

  @Override
  public void put(DeadLetter letter) {
    gate.write(
        "deadLetters.put",
        letter.group() + " " + letter.type(),
        () -> {
          all.put(letter.id(), letter);
          return "";
        });
  }

  @Override
  public Optional<DeadLetter> find(UUID id) {
    return gate.read("deadLetters.find", id, () -> Optional.ofNullable(all.get(id)));
  }

  @Override
  public Page<DeadLetter> list(PageRequest page) {
    return gate.read(
        "deadLetters.list",
        "",
        () ->
            Pages.of(
                List.copyOf(all.values()),
                page,
                letter -> "%020d|%s".formatted(letter.lastFailedAt().toEpochMilli(), letter.id()),
                Comparator.reverseOrder(),
                "[0-9]{20}\\|[0-9a-f-]{36}"));
  }

  @Override
  public void remove(UUID id) {
    gate.write(
        "deadLetters.remove",
        id,
        () -> {
          all.remove(id);
          return "";
        });
  }

  @Override
  public long count() {
    return gate.read("deadLetters.count", "", () -> (long) all.size());
  }
}
