package com.example.canary.sales.jdbc;

import com.example.canary.sales.domain.Sale;
import com.example.canary.stock.jdbc.JdbcPiles;

/** Sins: a public adapter that sees another adapter. */
public class JdbcSales {
  public Sale first() {
    return new JdbcPiles().sale();
  }
}
