/**
 * What all Redis adapters stand on: one client for every kind of address, scripts that change keys
 * of one hash tag atomically, and messages between processes. Nothing here uses a command that
 * Redis 6.2 does not have, or that looks at all keys.
 */
@NullMarked
package dev.stoa.shared.redis;

import org.jspecify.annotations.NullMarked;
