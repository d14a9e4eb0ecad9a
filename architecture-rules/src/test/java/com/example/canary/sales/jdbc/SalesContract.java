package com.example.canary.sales.jdbc;

import com.example.canary.sales.application.port.Sales;

/** Stands for a test class. */
interface SalesContract {
  Sales sales();
}
