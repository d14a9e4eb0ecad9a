package com.example.canary.gifts.domain;

/** Sin: a context that is not drawn. */
public record Gift(String name) {}
