/**
 * Who may use the shop: users with their roles, the rules of a password, and sessions with rotating
 * refresh tokens. Nothing here hashes passwords, signs tokens or draws random numbers; those are
 * ports. What a user buys belongs to other contexts.
 */
@NullMarked
package dev.stoa.identity.domain;

import org.jspecify.annotations.NullMarked;
