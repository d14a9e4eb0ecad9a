package com.example.canary.sales.events;

import com.example.canary.shared.events.PublishedEvent;

/** Sin: no version in its name, and no record. */
public final class SaleMade implements PublishedEvent {}
