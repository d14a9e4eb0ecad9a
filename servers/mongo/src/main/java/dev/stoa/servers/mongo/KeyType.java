package dev.stoa.servers.mongo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Ids in the file: strings as a mark, a length and UTF-8, any other value as the library has it.
 * The library's own form of a string is written letter by letter, and with a document the ids of
 * all its neighbours are.
 */
final class KeyType extends ObjectDataType {
  /** No form of the library begins with it. */
  private static final byte MARK = -1;

  @Override
  public int compare(Object a, Object b) {
    return a instanceof String left && b instanceof String right
        ? left.compareTo(right)
        : super.compare(a, b);
  }

  @Override
  public void write(WriteBuffer out, Object key) {
    if (key instanceof String text) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      out.put(MARK).putVarInt(encoded.length).put(encoded);
    } else {
      super.write(out, key);
    }
  }

  @Override
  public Object read(ByteBuffer in) {
    if (in.get(in.position()) != MARK) {
      return super.read(in);
    }
    in.get();
    byte[] encoded = new byte[DataUtils.readVarInt(in)];
    in.get(encoded);
    return new String(encoded, StandardCharsets.UTF_8);
  }
}
