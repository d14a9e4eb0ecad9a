package dev.stoa.cluster;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What stands before the body of an HTTP/1.1 message: the first line and the fields (RFC 9112,
 * section 2.1).
 */
final class Head {
  private static final int LARGEST = 65_536;

  /** Fields that hold for one connection only (RFC 9110, section 7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "upgrade");

  /** One field. */
  record Field(String name, String value) {}

  /** The message is no HTTP. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private final String firstLine;
  private final List<Field> fields;

  Head(String firstLine, List<Field> fields) {
    this.firstLine = firstLine;
    this.fields = List.copyOf(fields);
  }

  /**
   * Reads up to the empty line.
   *
   * @return empty when the stream ends before the first byte
   */
  static Optional<Head> read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    int ends = 0;
    for (int b = in.read(); ; b = in.read()) {
      if (b < 0) {
        if (bytes.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("the stream ended inside a head");
      }
      if (bytes.size() == 0 && (b == '\r' || b == '\n')) {
        continue;
      }
      bytes.write(b);
      ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
      if (ends == 2) {
        return Optional.of(parse(bytes.toString(StandardCharsets.ISO_8859_1)));
      }
      if (bytes.size() > LARGEST) {
        throw new Malformed("the head is larger than " + LARGEST + " bytes");
      }
    }
  }

  private static Head parse(String text) throws Malformed {
    List<String> lines = text.lines().toList();
    List<Field> fields = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.isEmpty()) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 1 || Character.isWhitespace(line.charAt(colon - 1))) {
        throw new Malformed("a field without a name");
      }
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new Head(lines.getFirst(), fields);
  }

  String firstLine() {
    return firstLine;
  }

  /** The word of the first line, from 0; empty when it has fewer. */
  String word(int index) {
    String[] words = firstLine.split(" ", 3);
    return index < words.length ? words[index] : "";
  }

  Optional<String> field(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  /** Whether a field of comma-separated words has this one. */
  boolean says(String name, String word) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .flatMap(field -> List.of(field.value().split(",", -1)).stream())
        .anyMatch(value -> value.strip().equalsIgnoreCase(word));
  }

  boolean isChunked() {
    return says("Transfer-Encoding", "chunked");
  }

  /** Bytes of the body; empty when nothing says so. */
  Optional<Long> length() throws Malformed {
    Optional<String> length = field("Content-Length");
    if (length.isEmpty()) {
      return Optional.empty();
    }
    if (!length.get().matches("\\d{1,18}")) {
      throw new Malformed("no length: " + length.get());
    }
    return length.map(Long::valueOf);
  }

  /** Without the fields of one connection and those named, and with these added. */
  Head forwarded(Set<String> without, List<Field> added) {
    Set<String> dropped = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    dropped.addAll(HOP_BY_HOP);
    dropped.addAll(without);
    field("Connection")
        .ifPresent(names -> {
          for (String name : names.split(",", -1)) {
            dropped.add(name.strip());
          }
        });
    List<Field> kept = new ArrayList<>();
    for (Field field : fields) {
      if (!dropped.contains(field.name().toLowerCase(Locale.ROOT))) {
        kept.add(field);
      }
    }
    kept.addAll(added);
    return new Head(firstLine, kept);
  }

  /** As it goes over the wire. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder(firstLine).append("\r\n");
    for (Field field : fields) {
      text.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
