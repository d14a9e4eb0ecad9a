package dev.stoa.bootstrap;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.stoa.shared.application.Fault;

/**
 * Writes the failure that a line of the log is about, and the end of that line. A server that is
 * away is nothing that a stack trace explains: it is told in a sentence, in the same line. Every
 * other failure keeps its stack trace; {@code STOA_LOG=debug} shows all.
 */
public final class LoggedFailure extends ThrowableProxyConverter {
  /** Made by the logging library. */
  public LoggedFailure() {}

  @Override
  public String convert(ILoggingEvent event) {
    String newLine = System.lineSeparator();
    if (event.getThrowableProxy() instanceof ThrowableProxy logged
        && Fault.of(logged.getThrowable()) == Fault.TRANSIENT
        && !"debug".equalsIgnoreCase(System.getenv("STOA_LOG"))) {
      return ": " + Failure.inWords(logged.getThrowable()) + newLine;
    }
    return newLine + super.convert(event);
  }
}
