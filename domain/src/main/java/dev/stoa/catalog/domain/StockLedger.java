package dev.stoa.catalog.domain;

/** The book of one SKU. */
public final class StockLedger {
  private StockLedger() {}

  /** The stock that these movements, all of one SKU, add up to. */
  public static StockFigures fold(Iterable<StockMovement> movements) {
    StockFigures figures = StockFigures.NONE;
    for (StockMovement movement : movements) {
      figures = figures.after(movement);
    }
    return figures;
  }
}
