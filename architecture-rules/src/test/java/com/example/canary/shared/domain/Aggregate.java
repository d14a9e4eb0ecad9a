package com.example.canary.shared.domain;

/** A stand-in. */
public interface Aggregate {}
