package dev.stoa.notification.socketio;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.port.ListenerAuthenticator;
import dev.stoa.notification.application.port.LiveTransport;

/** Lets clients connect over Socket.IO. */
public final class SocketIoModule extends AbstractModule {
  private final SocketIoOptions options;

  public SocketIoModule(SocketIoOptions options) {
    this.options = options;
  }

  @ProvidesIntoSet
  @Singleton
  LiveTransport socketIo(Audience audience, ListenerAuthenticator authenticator) {
    return new SocketIoTransport(audience, authenticator, options);
  }
}
