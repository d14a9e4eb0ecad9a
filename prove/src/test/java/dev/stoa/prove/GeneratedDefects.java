package dev.stoa.prove;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.PublishedEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Defects that nobody thought of one by one: each field of a checkout changed at each place that it
 * passes, and each reaction left out. What a place does not use is left out there, for it would
 * change nothing.
 */
final class GeneratedDefects {
  /** Within so many histories each is found. */
  static final int BUDGET = 300;

  private GeneratedDefects() {}

  /** Where a checkout passes. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody changes the sets
  enum Place {
    THE_BASKET_PUBLISHES("published", "BasketCheckedOutV1", EnumSet.noneOf(Altered.class)),
    THE_CATALOGUE_PUBLISHES("published", "StockReservedV1", EnumSet.noneOf(Altered.class)),
    THE_PAYMENT_PUBLISHES("published", "PaymentCreatedV1", EnumSet.noneOf(Altered.class)),
    THE_STOCK_READS("catalog-stock", "BasketCheckedOutV1", EnumSet.noneOf(Altered.class)),
    THE_PAYMENT_READS("payment", "StockReservedV1", EnumSet.noneOf(Altered.class)),
    THE_ORDER_READS(
        "ordering", "PaymentCreatedV1", EnumSet.of(Altered.METHOD_OTHER, Altered.CONFIRMED_LATER)),
    THE_INVOICE_READS(
        "invoicing",
        "PaymentCreatedV1",
        EnumSet.of(Altered.METHOD_OTHER, Altered.CONFIRMED_LATER, Altered.PRODUCT_OTHER)),
    BUYERS_ARE_TOLD(
        "notification",
        "PaymentCreatedV1",
        EnumSet.complementOf(
            EnumSet.of(
                Altered.PIECE_MORE,
                Altered.CENT_MORE,
                Altered.LINE_DROPPED,
                Altered.LINE_TWICE,
                Altered.CURRENCY_OTHER,
                Altered.BUYER_OTHER)));

    private final String group;
    private final String event;
    private final Set<Altered> unused;

    Place(String group, String event, Set<Altered> unused) {
      this.group = group;
      this.event = event;
      this.unused = unused;
    }

    /** Goods that the catalogue does not know like that are refused, for a reason that is none. */
    Promise breaks(Altered altered) {
      boolean refused =
          this == THE_STOCK_READS
              && EnumSet.of(
                      Altered.SKU_OTHER,
                      Altered.PRODUCT_OTHER,
                      Altered.CENT_MORE,
                      Altered.CURRENCY_OTHER,
                      Altered.TAX_RATE_LOST,
                      Altered.TAX_RATE_OF_ANOTHER)
                  .contains(altered);
      return refused || this == BUYERS_ARE_TOLD ? Promise.TOLD_IS_TRUE : Promise.PAPERS_AGREE;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private record Change(Place place, Altered altered) {
    PublishedEvent of(PublishedEvent event) {
      return event.getClass().getSimpleName().equals(place.event) ? altered.in(event) : event;
    }
  }

  private static final class AlteredOnTheWay extends Parts {
    private final Change change;

    AlteredOnTheWay(Change change) {
      this.change = change;
    }

    @Override
    PublishedEvent published(String store, PublishedEvent event) {
      return change.place.group.equals("published") ? change.of(event) : event;
    }

    @Override
    Subscription reactions(World world, Subscription sound) {
      return sound.group().equals(change.place.group)
          ? DefectiveGroup.reading(sound, change::of)
          : sound;
    }
  }

  private static final class Deaf extends Parts {
    private final String group;
    private final String type;

    Deaf(String group, String type) {
      this.group = group;
      this.type = type;
    }

    @Override
    Subscription reactions(World world, Subscription sound) {
      return DefectiveGroup.without(sound, group, type);
    }
  }

  /** All of them, always in the same order. */
  static List<Plant> all() {
    List<Plant> all = new ArrayList<>();
    for (Place place : Place.values()) {
      for (Altered altered : Altered.values()) {
        if (!place.unused.contains(altered)) {
          Change change = new Change(place, altered);
          all.add(
              new Plant(
                  Plant.slug(place) + "-" + Plant.slug(altered),
                  place.text() + ": " + altered.text(),
                  place.breaks(altered),
                  BUDGET,
                  () -> new AlteredOnTheWay(change)));
        }
      }
    }
    for (Reaction reaction : REACTIONS) {
      all.add(
          new Plant(
              reaction.group + "-does-not-hear-" + slug(reaction.event),
              reaction.group + " does nothing when it hears " + slug(reaction.event),
              reaction.breaks,
              BUDGET,
              () -> new Deaf(reaction.group, reaction.event)));
    }
    return List.copyOf(all);
  }

  private static String slug(String type) {
    return type.replaceAll("V\\d+$", "")
        .replaceAll("([a-z])([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }

  private record Reaction(String group, String event, Promise breaks) {}

  /**
   * Left out are four that another event makes good: who does not hear that a payment was taken or
   * refunded hears it with the order and the credit note, and a payment that does not hear of a
   * loss hears that the goods fell short.
   */
  private static final List<Reaction> REACTIONS =
      List.of(
          new Reaction("basket-checkout", "OrderPlacedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("basket-checkout", "StockRefusedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("basket-checkout", "PaymentDeclinedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("basket-checkout", "PaymentRefundedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("basket-products", "ProductCreatedV1", Promise.TOLD_IS_TRUE),
          new Reaction("basket-products", "ProductUpdatedV1", Promise.TOLD_IS_TRUE),
          new Reaction("basket-products", "ProductDeletedV1", Promise.TOLD_IS_TRUE),
          new Reaction("basket-products", "StockChangedV1", Promise.TOLD_IS_TRUE),
          new Reaction("catalog-stock", "BasketCheckedOutV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("catalog-stock", "PaymentCreatedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("catalog-stock", "PaymentDeclinedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("invoicing", "PaymentCreatedV1", Promise.CHARGE_HAS_ORDER_AND_INVOICE),
          new Reaction("invoicing", "PaymentRefundedV1", Promise.CHARGE_HAS_ORDER_AND_INVOICE),
          new Reaction("notification", "StockRefusedV1", Promise.TOLD_IS_TRUE),
          new Reaction("notification", "PaymentDeclinedV1", Promise.TOLD_IS_TRUE),
          new Reaction("notification", "OrderPlacedV1", Promise.TOLD_IS_TRUE),
          new Reaction("notification", "InvoiceIssuedV1", Promise.TOLD_IS_TRUE),
          new Reaction("ordering", "PaymentCreatedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("ordering", "PaymentRefundedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("payment", "StockReservedV1", Promise.EVERY_CHECKOUT_ENDS),
          new Reaction("payment", "StockShortV1", Promise.EVERY_CHECKOUT_ENDS));
}
