package dev.stoa.basket.application;

import dev.stoa.basket.application.port.Checkouts;

/** Counts the checkouts by how they ended, for the comparison of the books. */
public final class TallyCheckouts {
  private final Checkouts checkouts;

  public TallyCheckouts(Checkouts checkouts) {
    this.checkouts = checkouts;
  }

  public Checkouts.Tally handle() {
    return checkouts.tally();
  }
}
