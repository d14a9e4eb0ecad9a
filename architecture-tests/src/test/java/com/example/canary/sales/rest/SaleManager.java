package com.example.canary.sales.rest;

/** Sins: a name that says nothing, a nap, and a field filled from outside. */
final class SaleManager {
  @Inject private String injected = "";

  String nap() throws InterruptedException {
    Thread.sleep(1);
    return injected;
  }

  private @interface Inject {}
}
