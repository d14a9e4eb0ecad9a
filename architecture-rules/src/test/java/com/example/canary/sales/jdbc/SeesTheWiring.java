package com.example.canary.sales.jdbc;

import com.example.canary.bootstrap.Wiring;

/** Sin: sees the wiring. */
class SeesTheWiring {
  Wiring wiring() {
    return new Wiring();
  }
}
