package com.example.canary.stock.domain;

/** Innocent. */
public record Pile(int pieces) {}
