package com.example.lamp.actions.needs;

import com.example.lamp.core.Lamp;

/** What the lamp hangs on. */
public interface Switches {
  void set(Lamp lamp);
}
