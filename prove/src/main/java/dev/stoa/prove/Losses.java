package dev.stoa.prove;

import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.domain.CheckoutId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Whose held goods were lost, worked out anew from the ledger alone: a loss that leaves less on
 * hand than is held ends the newest holds, as many as it takes.
 */
final class Losses {
  private final Map<Long, List<CheckoutId>> bySequence = new HashMap<>();

  private Losses() {}

  /** Of the ledger of one SKU, oldest first. */
  static Losses of(List<StockMovement> ledger) {
    Losses losses = new Losses();
    Map<CheckoutId, Integer> open = new LinkedHashMap<>();
    long onHand = 0;
    long held = 0;
    for (StockMovement movement : ledger) {
      onHand += movement.onHand();
      switch (movement.kind()) {
        case HELD -> {
          open.put(checkoutOf(movement), movement.held());
          held += movement.held();
        }
        case RELEASED, EXPIRED, SOLD -> {
          Integer pieces = movement.held() == 0 ? null : open.remove(checkoutOf(movement));
          held -= pieces == null ? 0 : pieces;
        }
        case ADJUSTED -> {
          List<CheckoutId> lost = new ArrayList<>();
          for (Map.Entry<CheckoutId, Integer> newest : List.copyOf(open.entrySet()).reversed()) {
            if (held <= onHand) {
              break;
            }
            held -= newest.getValue();
            lost.add(newest.getKey());
          }
          lost.forEach(open::remove);
          losses.bySequence.put(movement.sequence(), lost);
        }
        case RECEIVED, RETURNED -> {}
      }
    }
    return losses;
  }

  /** All whose goods were lost, of any SKU. */
  static Set<CheckoutId> of(World world) {
    Set<CheckoutId> all = new HashSet<>();
    world
        .stocks()
        .stored()
        .forEach(stock ->
            of(world.stocks().storedLedger(stock.id())).bySequence.values().forEach(all::addAll));
    return all;
  }

  /** Whose goods were lost by this movement, newest hold first. */
  List<CheckoutId> by(StockMovement movement) {
    return bySequence.getOrDefault(movement.sequence(), List.of());
  }

  /** Whether goods were lost that were held for the checkout. */
  boolean hit(CheckoutId checkout) {
    return bySequence.values().stream().anyMatch(lost -> lost.contains(checkout));
  }

  /** The checkout that a movement other than a recorded one is about. */
  static CheckoutId checkoutOf(StockMovement movement) {
    String key = movement.key().value();
    return new CheckoutId(UUID.fromString(key.substring(key.indexOf(':') + 1)));
  }
}
