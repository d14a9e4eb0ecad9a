package org.sinful.outside.jdbc.parking;

import org.sinful.start.Main;

/** Sins: public, and sees the wiring. */
public final class Table {
  public long rows() {
    return Main.ROWS;
  }
}
