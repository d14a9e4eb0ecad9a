/**
 * The routes of the identity context: registration, sessions, the own account, the public key. How
 * tokens are signed and passwords are hashed does not belong here.
 */
@NullMarked
package dev.stoa.identity.rest;

import org.jspecify.annotations.NullMarked;
