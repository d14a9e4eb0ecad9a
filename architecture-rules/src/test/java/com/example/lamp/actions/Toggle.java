package com.example.lamp.actions;

import com.example.lamp.actions.needs.Switches;
import com.example.lamp.core.Lamp;

/** Toggles a lamp. */
public final class Toggle {
  private final Switches switches;

  public Toggle(Switches switches) {
    this.switches = switches;
  }

  public Lamp handle(Lamp lamp) {
    Lamp toggled = lamp.toggled();
    switches.set(toggled);
    return toggled;
  }
}
