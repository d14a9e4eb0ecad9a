package com.example.canary.load;

import java.util.concurrent.TimeUnit;

/** Innocent: a load driver keeps a pace. */
public final class Driver {
  void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1);
  }
}
