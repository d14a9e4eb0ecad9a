package com.example.lamp.outside.gpio;

import com.example.lamp.actions.needs.Switches;

/** The door of the adapter. */
public final class GpioModule {
  public Switches switches() {
    return new GpioSwitches();
  }
}
