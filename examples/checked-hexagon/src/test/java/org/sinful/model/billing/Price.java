package org.sinful.model.billing;

/** Innocent. */
public record Price(long cents) {}
