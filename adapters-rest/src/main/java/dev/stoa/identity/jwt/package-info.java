/**
 * Access tokens as JSON Web Tokens signed with ES256: made for the use cases, verified for every
 * request. Sessions and refresh tokens do not belong here; they are no JWTs.
 */
@NullMarked
package dev.stoa.identity.jwt;

import org.jspecify.annotations.NullMarked;
