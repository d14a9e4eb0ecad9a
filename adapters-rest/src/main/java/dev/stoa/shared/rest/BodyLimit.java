package dev.stoa.shared.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a route take a larger (or only a smaller) body than {@link RestOptions#maxBodyBytes()}: an
 * import is larger than an order. A body over the limit is 413.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BodyLimit {
  /** The largest body that is taken, in bytes. */
  long value();
}
