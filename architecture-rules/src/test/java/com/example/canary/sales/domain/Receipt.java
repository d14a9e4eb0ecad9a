package com.example.canary.sales.domain;

import com.example.canary.shared.domain.Derivation;
import java.util.List;

/** Sins: its id is made of what is for people. */
public record Receipt(List<String> lines) {
  public String id() {
    return new Derivation().with(getClass().getSimpleName()).with(toString()).id();
  }
}
