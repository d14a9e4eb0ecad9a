package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import java.math.BigDecimal;

/**
 * One line of an invoice (EN 16931, BG-25).
 *
 * @param number BT-126, from 1
 * @param sku the seller's identifier of the item, BT-155
 * @param title the item's name, BT-153
 * @param quantity BT-129, in pieces (BT-130: H87)
 * @param netAmount BT-131
 * @param grossAmount what the buyer saw; not a field of the standard
 * @param netUnitPrice BT-146: four decimals more than the currency has, so that multiplied by the
 *     quantity and rounded it is the net amount
 * @param taxRate BT-152
 */
public record InvoiceLine(
    int number,
    Sku sku,
    String title,
    Quantity quantity,
    Money netAmount,
    Money grossAmount,
    BigDecimal netUnitPrice,
    TaxRate taxRate) {
  /** The code of a piece, UN/ECE Recommendation 20. */
  public static final String PIECE = "H87";

  /** BT-151. */
  public VatCategory category() {
    return VatCategory.of(taxRate);
  }
}
