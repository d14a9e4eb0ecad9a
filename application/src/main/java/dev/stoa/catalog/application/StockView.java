package dev.stoa.catalog.application;

import dev.stoa.catalog.domain.Stock;
import dev.stoa.shared.domain.Sku;

/**
 * The stock of a SKU as it is shown.
 *
 * @param available on hand less held
 */
public record StockView(Sku sku, int onHand, int held, int available) {
  static StockView of(Stock stock) {
    return new StockView(stock.id(), stock.onHand(), stock.held(), stock.available());
  }
}
