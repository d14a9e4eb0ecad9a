package com.example.canary.stock.jdbc;

import com.example.canary.sales.domain.Sale;

/** Sin: sees another context's domain. */
public final class JdbcPiles {
  public Sale sale() {
    return new Sale();
  }
}
