package com.example.canary.sales.application;

import com.example.canary.sales.domain.Sale;
import com.example.canary.sales.jdbc.JdbcSales;

/** Sins: not final, and a use case that knows an adapter. */
public class SellThings {
  public Sale handle(JdbcSales sales) {
    return sales.first();
  }
}
