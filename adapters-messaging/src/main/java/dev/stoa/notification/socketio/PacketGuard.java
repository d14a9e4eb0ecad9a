package dev.stoa.notification.socketio;

import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.messages.PacketsMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Stands before the library's handler of packets. It tells when the answer to a connect packet has
 * been sent, for an event that overtakes it is lost on clients; and it ends whoever sends binary
 * data, of which the library would collect any amount.
 */
@Sharable
final class PacketGuard extends ChannelInboundHandlerAdapter {
  private final Consumer<UUID> connectAnswered;

  /**
   * Tells by session.
   *
   * @param connectAnswered called on the channel's thread
   */
  PacketGuard(Consumer<UUID> connectAnswered) {
    this.connectAnswered = connectAnswered;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof PacketsMessage packets)) {
      context.fireChannelRead(message);
      return;
    }
    boolean connects = isConnect(packets.getContent());
    ClientHead client = packets.getClient();
    context.fireChannelRead(message);
    if (client.getLastBinaryPacket() != null) {
      client.setLastBinaryPacket(null);
      var unused = context.close();
    } else if (connects) {
      connectAnswered.accept(client.getSessionId());
    }
  }

  /** A message (4) that connects (0) to a namespace. */
  private static boolean isConnect(ByteBuf content) {
    int start = content.readerIndex();
    return content.readableBytes() >= 2
        && content.getByte(start) == '4'
        && content.getByte(start + 1) == '0';
  }
}
