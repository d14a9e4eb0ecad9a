package dev.stoa.bootstrap;

import java.util.List;

/** The configuration cannot be used; one sentence for each thing that is wrong with it. */
final class InvalidConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidConfiguration(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
