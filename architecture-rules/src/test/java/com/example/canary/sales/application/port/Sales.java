package com.example.canary.sales.application.port;

/** Innocent: has a suite, which one of its two adapters passes. */
public interface Sales {
  int count();
}
