package com.example.canary.sales.application.port;

/** What sales must be told; the wiring asks the stock. */
public interface Prices {
  int of(int pieces);
}
