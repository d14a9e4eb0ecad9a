/**
 * What the identity context needs from outside: where users, sessions and the signing key are kept,
 * how passwords are hashed, how access tokens are made, where secrets come from. The Javadoc of
 * each port is its contract; each sentence is a test of the suite beside it. No technology belongs
 * here.
 */
@NullMarked
package dev.stoa.identity.application.port;

import org.jspecify.annotations.NullMarked;
