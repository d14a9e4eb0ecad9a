package dev.stoa.catalog.application.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads files in which other shops keep their products.
 *
 * <ul>
 *   <li>All lines of one product are one entry, wherever in the file they stand; entries come in
 *       the order of their first lines.
 *   <li>What belongs together is put together, but nothing is judged: prices, quantities and names
 *       are given as they stand, without spaces at their ends. What is empty is null.
 *   <li>Descriptions are plain text: HTML is turned into it, paragraphs and list items begin on a
 *       new line, scripts and styles are left out.
 *   <li>A line that can belong to no product, or cannot be read, is named with its reason; the
 *       lines before it are not lost.
 *   <li>UTF-8 is understood with and without a byte order mark; what is not UTF-8 is taken for
 *       Windows-1252, which is what spreadsheets write.
 *   <li>A file of another kind is refused with {@link UnreadableFeed}.
 * </ul>
 */
public interface ProductFeed {
  /**
   * Reads a whole file.
   *
   * @throws UnreadableFeed when it is not a file of products
   */
  Content read(byte[] file);

  /**
   * What a file says.
   *
   * @param refused lines that belong to no product
   */
  record Content(List<Entry> entries, List<RefusedLine> refused) {
    public Content {
      entries = List.copyOf(entries);
      refused = List.copyOf(refused);
    }
  }

  /** A line that was left out, and why. */
  record RefusedLine(long line, @Nullable String handle, String reason) {}

  /**
   * A product of the file.
   *
   * @param line its first line
   * @param type what kind of thing it is, in the shop's words
   * @param optionNames in what its variants differ; empty for a simple product
   */
  record Entry(
      long line,
      String handle,
      @Nullable String title,
      String description,
      @Nullable String vendor,
      @Nullable String type,
      List<String> tags,
      boolean active,
      List<String> optionNames,
      List<EntryVariant> variants,
      List<EntryImage> images) {
    public Entry {
      tags = List.copyOf(tags);
      optionNames = List.copyOf(optionNames);
      variants = List.copyOf(variants);
      images = List.copyOf(images);
    }
  }

  /**
   * A variant of a product.
   *
   * @param optionValues one for each option of the product; empty text where the file has none
   */
  record EntryVariant(
      long line,
      List<String> optionValues,
      @Nullable String sku,
      @Nullable String price,
      @Nullable String compareAtPrice,
      @Nullable String quantity,
      boolean taxable) {
    public EntryVariant {
      optionValues = List.copyOf(optionValues);
    }
  }

  /** A picture of a product. */
  record EntryImage(long line, String url, String alt) {}

  /** A file that is not one of products; the message says what was expected. */
  final class UnreadableFeed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableFeed(String message) {
      super(message);
    }
  }
}
