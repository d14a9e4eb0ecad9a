package dev.stoa.invoicing.domain;

/** Whether it asks for money or takes an invoice back (EN 16931, BT-3; codes of UNTDID 1001). */
public enum InvoiceType {
  /** A commercial invoice, code 380. */
  INVOICE("380", "INV"),
  /** A credit note, code 381: its amounts are positive and are owed to the buyer. */
  CREDIT_NOTE("381", "CN");

  private final String code;
  private final String prefix;

  InvoiceType(String code, String prefix) {
    this.code = code;
    this.prefix = prefix;
  }

  /** The code of UNTDID 1001. */
  public String code() {
    return code;
  }

  /** What its numbers begin with. */
  public String prefix() {
    return prefix;
  }
}
