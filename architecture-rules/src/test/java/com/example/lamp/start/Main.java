package com.example.lamp.start;

import com.example.lamp.actions.Toggle;
import com.example.lamp.core.Lamp;
import com.example.lamp.outside.gpio.GpioModule;

/** The wiring. */
public final class Main {
  private Main() {}

  public static Lamp run() {
    return new Toggle(new GpioModule().switches()).handle(new Lamp(false));
  }
}
