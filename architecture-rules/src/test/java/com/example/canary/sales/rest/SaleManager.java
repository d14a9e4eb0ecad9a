package com.example.canary.sales.rest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sins: a name that says nothing, three naps, and a field filled from outside. */
final class SaleManager {
  @Inject private String injected = "";

  String nap() throws InterruptedException {
    Thread.sleep(1);
    return injected;
  }

  void napInOtherUnits() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1);
  }

  void napUntilParkedLongEnough() {
    LockSupport.parkNanos(1);
  }

  /** Innocent: whoever brings what is waited for can notify. */
  synchronized void awaitNews() throws InterruptedException {
    while (injected.isEmpty()) {
      wait(1);
    }
  }

  private @interface Inject {}
}
