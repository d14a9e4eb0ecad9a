/**
 * Users, sessions and the signing key in SQLite. It knows nothing of how passwords are hashed or
 * tokens are signed.
 */
@NullMarked
package dev.stoa.identity.sqlite;

import org.jspecify.annotations.NullMarked;
