package dev.stoa.shared.application.port;

import java.util.UUID;

/** Gives new ids: never the same twice, ordered by time (UUID version 7, RFC 9562). */
public interface IdGenerator {
  UUID next();
}
