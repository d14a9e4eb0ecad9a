package com.example.canary.sales.application.port;

/** Sin: a port without a contract suite. */
public interface Receipts {
  void print();
}
