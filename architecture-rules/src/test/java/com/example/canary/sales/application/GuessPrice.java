package com.example.canary.sales.application;

import java.util.logging.Logger;

/** Sin: logs through the JDK, where a port should have been asked. */
final class GuessPrice {
  private static final Logger LOG = Logger.getLogger("guess");

  void guess() {
    LOG.info("about nine");
  }
}
