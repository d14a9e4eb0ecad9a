package com.example.canary.sales.jdbc;

import com.example.canary.sales.application.port.Sales;

/** Sin: an adapter that no suite tries. */
final class UntestedSales implements Sales {
  @Override
  public int count() {
    return 2;
  }
}
