package com.example.lamp.outside.gpio;

import com.example.lamp.actions.needs.Switches;
import com.example.lamp.core.Lamp;

/** Pins. */
final class GpioSwitches implements Switches {
  private boolean high;

  @Override
  public void set(Lamp lamp) {
    high = lamp.on();
  }

  boolean isHigh() {
    return high;
  }
}
