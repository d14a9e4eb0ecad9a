package org.sinful.outside.web.parking;

import org.sinful.outside.jdbc.parking.Table;

/** Sins: an empty name, and an adapter that sees another. */
final class StayManager {
  long stays(Table table) {
    return table.rows();
  }
}
