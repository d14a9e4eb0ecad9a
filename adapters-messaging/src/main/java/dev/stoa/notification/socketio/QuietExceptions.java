package dev.stoa.notification.socketio;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListenerAdapter;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients do wrong is their business; what we do wrong is logged. */
final class QuietExceptions extends ExceptionListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(QuietExceptions.class);

  @Override
  public void onEventException(Exception e, List<Object> data, SocketIOClient client) {
    LOG.warn("an event of a client could not be handled", e);
  }

  @Override
  public void onDisconnectException(Exception e, SocketIOClient client) {
    LOG.warn("the end of a connection could not be handled", e);
  }

  @Override
  public void onConnectException(Exception e, SocketIOClient client) {
    LOG.warn("a new connection could not be handled", e);
  }

  @Override
  public void onAuthException(Throwable e, SocketIOClient client) {
    LOG.warn("a login could not be handled", e);
  }

  @Override
  public boolean exceptionCaught(ChannelHandlerContext context, Throwable e) {
    LOG.debug("a connection failed", e);
    var unused = context.close();
    return true;
  }
}
