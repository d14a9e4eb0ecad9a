package com.example.canary.sales.application.port;

/** Sin: a port whose suite nobody runs. */
public interface Tills {
  void open();
}
