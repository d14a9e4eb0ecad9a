package com.example.canary.sales.jdbc;

import com.example.canary.sales.application.port.Sales;

/** Stands for a test class. */
final class CountedSalesTest implements SalesContract {
  @Override
  public Sales sales() {
    return new CountedSales();
  }
}
