package dev.stoa.invoicing.domain;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of an invoice (EN 16931, BT-1): {@code INV-2026-000001}. At least six digits, more
 * when they are needed; unique, and without gaps in its series.
 *
 * @param sequence from 1
 */
public record InvoiceNumber(Series series, long sequence) {
  private static final Pattern FORM =
      Pattern.compile("(INV|CN)-([2-9][0-9]{3})-([0-9]{6}|[1-9][0-9]{6,17})");

  public InvoiceNumber {
    if (sequence < 1) {
      throw new IllegalArgumentException("numbers are counted from 1, but was " + sequence);
    }
  }

  /** Reads {@code INV-2026-000001}. */
  public static InvoiceNumber parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "expected a number such as INV-2026-000001, but was '" + text + "'");
    }
    return new InvoiceNumber(
        new Series(
            form.group(1).equals(InvoiceType.INVOICE.prefix())
                ? InvoiceType.INVOICE
                : InvoiceType.CREDIT_NOTE,
            Integer.parseInt(form.group(2))),
        Long.parseLong(form.group(3)));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s-%06d", series, sequence);
  }
}
