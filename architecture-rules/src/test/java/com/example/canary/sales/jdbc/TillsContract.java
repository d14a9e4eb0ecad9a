package com.example.canary.sales.jdbc;

import com.example.canary.sales.application.port.Tills;

/** Stands for a test class, which nobody extends. */
interface TillsContract {
  Tills tills();
}
