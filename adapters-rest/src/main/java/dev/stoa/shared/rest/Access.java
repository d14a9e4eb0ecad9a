package dev.stoa.shared.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a route. Every resource method carries one: a route without a decision stops the
 * start.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Access {
  Level value();

  /** The kinds of caller a route is for. */
  enum Level {
    /** Anyone; a token that is sent must be valid all the same. */
    ANYONE,
    /** Whoever is logged in. Whose resource it is, the use case decides; another's is 404. */
    USER,
    /** Those with the role ADMIN. */
    ADMIN
  }
}
