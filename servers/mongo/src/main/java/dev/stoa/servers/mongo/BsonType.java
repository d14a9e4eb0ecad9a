package dev.stoa.servers.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Documents in the file as BSON: a length, and so many bytes. What the library would write, serial
 * forms of Java, takes several times the processor.
 */
final class BsonType extends BasicDataType<Document> {
  /** About the size of ours; it only decides how many documents share a page. */
  private static final int USUAL_SIZE = 2_048;

  @Override
  public int getMemory(Document document) {
    return USUAL_SIZE;
  }

  @Override
  public void write(WriteBuffer out, Document document) {
    ByteBuf encoded = Unpooled.buffer(USUAL_SIZE);
    BsonEncoder.encodeDocument(document, encoded);
    out.putVarInt(encoded.readableBytes()).put(encoded.nioBuffer());
  }

  @Override
  public Document read(ByteBuffer in) {
    byte[] encoded = new byte[DataUtils.readVarInt(in)];
    in.get(encoded);
    return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(encoded));
  }

  @Override
  public Document[] createStorage(int size) {
    return new Document[size];
  }
}
