/**
 * What a user is told: notices of what happened to the user's own purchases, and places in the
 * order in which they were told. Nothing here knows how a notice reaches anybody.
 */
@NullMarked
package dev.stoa.notification.domain;

import org.jspecify.annotations.NullMarked;
