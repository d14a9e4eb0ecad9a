/**
 * The use cases of the identity context: register, log in, refresh, log out, read and change the
 * profile, delete the account, make an administrator. No technology, no clock and no randomness of
 * its own belongs here.
 */
@NullMarked
package dev.stoa.identity.application;

import org.jspecify.annotations.NullMarked;
