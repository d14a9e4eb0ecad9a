package dev.stoa.identity.domain;

/** What a user may do. The names travel in access tokens and never change. */
public enum Role {
  /** Buys for oneself. Every user has it. */
  CUSTOMER,
  /** Runs the shop: catalogue, stock, dead letters, books. */
  ADMIN
}
