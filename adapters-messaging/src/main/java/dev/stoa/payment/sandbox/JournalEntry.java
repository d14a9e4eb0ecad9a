package dev.stoa.payment.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One line of the journal: a checksum and six fields, separated by tabs.
 *
 * @param key under which it was asked
 * @param detail the charge's reference, or why it was refused
 * @param settlesAt when a delayed charge is decided, in milliseconds since 1970; 0 at once
 */
record JournalEntry(
    Kind kind, String key, long amount, String currency, String detail, long settlesAt) {
  enum Kind {
    /** It arrived, and the answer was withheld before anything was charged. */
    LOST,
    CHARGED,
    REFUSED,
    /** It was cancelled before it was decided, or before it arrived. */
    CANCELLED,
    REFUNDED
  }

  String toLine() {
    String text =
        String.join(
            "\t",
            kind.name(),
            key,
            Long.toString(amount),
            currency,
            detail,
            Long.toString(settlesAt));
    return checksum(text) + "\t" + text + "\n";
  }

  /**
   * Reads a line without its end.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  static JournalEntry parse(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0 || !line.substring(0, tab).equals(checksum(line.substring(tab + 1)))) {
      throw new IllegalArgumentException("the checksum does not fit");
    }
    String[] fields = line.substring(tab + 1).split("\t", -1);
    if (fields.length != 6) {
      throw new IllegalArgumentException("expected 6 fields, but there are " + fields.length);
    }
    return new JournalEntry(
        Kind.valueOf(fields[0]),
        fields[1],
        Long.parseLong(fields[2]),
        fields[3],
        fields[4],
        Long.parseLong(fields[5]));
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
