/** Keeps sessions in Redis. Only the Guice module is public. */
@NullMarked
package dev.stoa.identity.redis;

import org.jspecify.annotations.NullMarked;
