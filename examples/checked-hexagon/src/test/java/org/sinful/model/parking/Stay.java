package org.sinful.model.parking;

import java.time.LocalDateTime;
import org.sinful.model.billing.Price;
import org.sinful.outside.jdbc.parking.Table;

/** Sins: a double, a setter, the clock, an adapter and another context in the domain. */
public class Stay {
  private double hours;

  public void setHours(double hours) {
    this.hours = hours;
  }

  public LocalDateTime began() {
    return LocalDateTime.now();
  }

  public Price price(Table table) {
    return new Price((long) hours + table.rows());
  }
}
