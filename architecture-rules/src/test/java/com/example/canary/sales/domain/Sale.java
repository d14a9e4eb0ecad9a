package com.example.canary.sales.domain;

import com.example.canary.shared.domain.Aggregate;
import com.example.canary.stock.domain.Pile;
import java.time.Instant;

/** Sins: not final, a double, a setter, the clock, another context's domain. */
public class Sale implements Aggregate {
  private double price;

  public void setPrice(double price) {
    this.price = price;
  }

  public double price() {
    return price;
  }

  public Instant soldAt(Pile pile) {
    return Instant.now();
  }
}
