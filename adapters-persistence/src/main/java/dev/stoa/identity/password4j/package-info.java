/**
 * Password hashing with Argon2id (RFC 9106) of the library password4j, and the bound on how much
 * memory it takes at once. Where hashes are kept does not belong here.
 */
@NullMarked
package dev.stoa.identity.password4j;

import org.jspecify.annotations.NullMarked;
