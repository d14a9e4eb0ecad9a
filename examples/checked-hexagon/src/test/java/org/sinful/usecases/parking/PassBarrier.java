package org.sinful.usecases.parking;

import java.util.concurrent.TimeUnit;
import org.sinful.model.parking.Stay;

/** Sins: not final, and a nap. */
public class PassBarrier {
  public Stay handle(Stay stay) throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
    return stay;
  }
}
