package com.example.canary.sales.jdbc;

import com.example.canary.load.Driver;

/** Sin: the product sees a tool. */
class SeesATool {
  Driver driver() {
    return new Driver();
  }
}
