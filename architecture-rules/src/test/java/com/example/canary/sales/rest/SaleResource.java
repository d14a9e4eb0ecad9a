package com.example.canary.sales.rest;

import jakarta.ws.rs.GET;

/** Sin: a route without a decision. */
public final class SaleResource {
  @GET
  public String read() {
    return "open by accident";
  }
}
