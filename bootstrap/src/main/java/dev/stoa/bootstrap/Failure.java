package dev.stoa.bootstrap;

import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words for the person at the command line: never the name of a Java class. */
final class Failure {
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "(?:[a-z][\\w]*\\.)+[A-Z][\\w$]*(?:: )?|\\b[A-Z]\\w*(?:Exception|Error)\\b(?:: )?");

  private Failure() {}

  /** A sentence without its full stop. */
  static String inWords(Throwable failure) {
    Throwable shown = unwrapped(failure);
    return known(shown)
        .or(() -> said(shown))
        .or(() ->
            shown.getCause() == null ? Optional.empty() : Optional.of(inWords(shown.getCause())))
        .orElse("something unexpected happened; STOA_LOG=debug shows what");
  }

  /** The injector's own failures say where it was, not what went wrong. */
  private static Throwable unwrapped(Throwable failure) {
    Throwable shown = failure;
    while ((shown instanceof ProvisionException || shown instanceof CreationException)
        && shown.getCause() != null) {
      shown = shown.getCause();
    }
    return shown;
  }

  private static Optional<String> known(Throwable failure) {
    return Optional.ofNullable(
        switch (failure) {
          case AccessDeniedException e -> e.getFile() + " may not be read or written by this user";
          case NoSuchFileException e -> e.getFile() + " does not exist";
          case FileAlreadyExistsException e -> e.getFile() + " is a file, not a folder";
          case FileSystemException e ->
              e.getFile() + ": " + (e.getReason() == null ? "it cannot be used" : e.getReason());
          case BindException e -> "the address cannot be listened on: " + said(e).orElse("in use");
          case ConnectException e -> "nothing answers there: the connection was refused";
          case UnknownHostException e -> "the host " + e.getMessage() + " is not known";
          case UnresolvedAddressException e -> "the host is not known";
          case HttpTimeoutException e -> "it does not answer in time";
          default -> null;
        });
  }

  private static Optional<String> said(Throwable failure) {
    return Optional.ofNullable(failure.getMessage())
        .map(Failure::withoutClassNames)
        .filter(text -> !text.isBlank());
  }

  private static String withoutClassNames(@Nullable String message) {
    String text = CLASS_NAME.matcher(String.valueOf(message)).replaceAll("").strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
