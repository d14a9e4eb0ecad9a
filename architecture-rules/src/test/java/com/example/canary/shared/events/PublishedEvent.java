package com.example.canary.shared.events;

/** A stand-in. */
public interface PublishedEvent {}
