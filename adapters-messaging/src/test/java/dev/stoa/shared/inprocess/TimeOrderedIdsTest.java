package dev.stoa.shared.inprocess;

import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.application.port.IdGeneratorContract;
import java.time.InstantSource;

class TimeOrderedIdsTest implements IdGeneratorContract {
  @Override
  public IdGenerator generator(InstantSource clock) {
    return new TimeOrderedIds(clock);
  }
}
