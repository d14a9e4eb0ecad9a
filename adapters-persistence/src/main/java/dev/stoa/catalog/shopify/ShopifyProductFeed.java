package dev.stoa.catalog.shopify;

import dev.stoa.catalog.application.port.ProductFeed;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's product CSV: one line for each variant, further lines for further pictures, the
 * product's own fields on its first line. Columns are known by name, in any order; unknown ones are
 * left alone.
 */
final class ShopifyProductFeed implements ProductFeed {
  private static final int MAX_OPTIONS = 3;
  private static final String DEFAULT_OPTION = "Title";
  private static final String DEFAULT_VALUE = "Default Title";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreHeaderCase(true)
          .setAllowMissingColumnNames(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
          // They are left out below: the parser would not count them as lines.
          .setIgnoreEmptyLines(false)
          .setTrim(true)
          .get();

  @Override
  public Content read(byte[] file) {
    try (CSVParser parser = FORMAT.parse(new StringReader(text(file)))) {
      for (String column : List.of("Handle", "Title", "Variant Price")) {
        if (parser.getHeaderMap() == null || !parser.getHeaderMap().containsKey(column)) {
          throw new UnreadableFeed(
              "expected a CSV file with the columns Handle, Title and Variant Price, but it has no "
                  + column);
        }
      }
      return read(parser);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static UnreadableFeed unreadable(Exception e) {
    UnreadableFeed refusal =
        new UnreadableFeed("expected a CSV file of products, but " + e.getMessage());
    refusal.initCause(e);
    return refusal;
  }

  private static Content read(CSVParser parser) {
    Map<String, List<Row>> products = new LinkedHashMap<>();
    List<RefusedLine> refused = new ArrayList<>();
    Iterator<CSVRecord> records = parser.iterator();
    long line = parser.getCurrentLineNumber() + 1;
    try {
      while (records.hasNext()) {
        Row row = new Row(line, records.next());
        line = parser.getCurrentLineNumber() + 1;
        String handle = row.get("Handle");
        if (handle != null) {
          products.computeIfAbsent(handle, unused -> new ArrayList<>()).add(row);
        } else if (!row.isEmpty()) {
          refused.add(new RefusedLine(row.line(), null, "the line has no handle"));
        }
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      refused.add(new RefusedLine(line, null, "the file cannot be read from here: " + cause(e)));
    }
    List<Entry> entries = new ArrayList<>();
    products.forEach((handle, rows) -> entries.add(entry(handle, rows, refused)));
    return new Content(entries, refused);
  }

  private static String cause(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static Entry entry(String handle, List<Row> rows, List<RefusedLine> refused) {
    Row first = rows.getFirst();
    List<String> optionNames = optionNames(first);
    List<EntryVariant> variants = new ArrayList<>();
    List<EntryImage> images = new ArrayList<>();
    for (Row row : rows) {
      boolean used = false;
      if (row.line() == first.line() || row.isVariant()) {
        variants.add(variant(row, optionNames));
        used = true;
      }
      String image = row.get("Image Src");
      if (image != null) {
        images.add(new EntryImage(row.line(), image, row.text("Image Alt Text")));
        used = true;
      }
      if (!used) {
        refused.add(
            new RefusedLine(row.line(), handle, "the line has neither a variant nor a picture"));
      }
    }
    return new Entry(
        first.line(),
        handle,
        first.get("Title"),
        PlainText.of(first.text("Body (HTML)")),
        first.get("Vendor"),
        first.get("Type"),
        tags(first.text("Tags")),
        isActive(first),
        optionNames,
        variants,
        images);
  }

  private static List<String> optionNames(Row first) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= MAX_OPTIONS; i++) {
      String name = first.get("Option" + i + " Name");
      if (name != null) {
        names.add(name);
      }
    }
    boolean simple =
        names.equals(List.of(DEFAULT_OPTION)) && DEFAULT_VALUE.equals(first.get("Option1 Value"));
    return simple ? List.of() : names;
  }

  private static EntryVariant variant(Row row, List<String> optionNames) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= optionNames.size(); i++) {
      values.add(row.text("Option" + i + " Value"));
    }
    String sku = row.get("Variant SKU");
    return new EntryVariant(
        row.line(),
        values,
        // Spreadsheets are told by an apostrophe that digits are text; it is not part of the SKU.
        sku != null && sku.startsWith("'") ? sku.substring(1) : sku,
        row.get("Variant Price"),
        row.get("Variant Compare At Price"),
        row.get("Variant Inventory Qty"),
        !"false".equalsIgnoreCase(row.text("Variant Taxable")));
  }

  private static List<String> tags(String text) {
    return Stream.of(text.split(","))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .toList();
  }

  private static boolean isActive(Row first) {
    String status = first.text("Status").toLowerCase(Locale.ROOT);
    return !"false".equalsIgnoreCase(first.text("Published"))
        && (status.isEmpty() || status.equals("active"));
  }

  private static String text(byte[] file) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      text = new String(file, Charset.forName("windows-1252"));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** A line of the file; what it lacks is null. */
  private record Row(long line, CSVRecord values) {
    @Nullable String get(String column) {
      if (!values.isSet(column)) {
        return null;
      }
      String value = values.get(column).strip();
      return value.isEmpty() ? null : value;
    }

    String text(String column) {
      String value = get(column);
      return value == null ? "" : value;
    }

    boolean isVariant() {
      return get("Option1 Value") != null
          || get("Variant SKU") != null
          || get("Variant Price") != null;
    }

    boolean isEmpty() {
      return values.stream().allMatch(String::isBlank);
    }
  }
}
