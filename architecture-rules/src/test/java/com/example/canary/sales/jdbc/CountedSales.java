package com.example.canary.sales.jdbc;

import com.example.canary.sales.application.port.Sales;

/** Innocent. */
final class CountedSales implements Sales {
  @Override
  public int count() {
    return 1;
  }
}
