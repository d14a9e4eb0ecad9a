package dev.stoa.catalog.domain;

/**
 * How many pieces of a SKU there are.
 *
 * @param onHand in the warehouse
 * @param held of those, kept for checkouts that are not yet paid
 */
public record StockFigures(long onHand, long held) {
  /** Nothing. */
  public static final StockFigures NONE = new StockFigures(0, 0);

  /** What can be bought: on hand less held. */
  public long available() {
    return onHand - held;
  }

  /** The figures after a movement. */
  public StockFigures after(StockMovement movement) {
    return new StockFigures(
        Math.addExact(onHand, movement.onHand()), Math.addExact(held, movement.held()));
  }
}
