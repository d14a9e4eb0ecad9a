package com.example.canary.bootstrap;

/** Innocent. */
public final class Wiring {}
