package dev.stoa.shared.json;

import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventCodecContract;
import dev.stoa.shared.events.EventTypes;

class JacksonEventCodecTest implements EventCodecContract {
  @Override
  public EventCodec codec(EventTypes types) {
    return new JacksonEventCodec(types);
  }
}
