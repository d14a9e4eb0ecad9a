/**
 * Users and the signing key in MongoDB. Sessions are kept elsewhere. It knows nothing of how
 * passwords are hashed or tokens are signed.
 */
@NullMarked
package dev.stoa.identity.mongo;

import org.jspecify.annotations.NullMarked;
