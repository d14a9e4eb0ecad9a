package com.example.canary.stock.events;

import com.example.canary.shared.events.PublishedEvent;

/** Innocent. */
public record PileGrewV1(int pieces) implements PublishedEvent {}
