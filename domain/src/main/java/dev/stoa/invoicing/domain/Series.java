package dev.stoa.invoicing.domain;

/** The numbers of one type in one year: {@code INV-2026}. They are counted from 1 without a gap. */
public record Series(InvoiceType type, int year) {
  public Series {
    if (year < 2000 || year > 9999) {
      throw new IllegalArgumentException("expected a year of 2000 to 9999, but was " + year);
    }
  }

  @Override
  public String toString() {
    return type.prefix() + "-" + year;
  }
}
