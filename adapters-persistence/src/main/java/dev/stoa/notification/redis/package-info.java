/** Keeps the feeds of users in Redis, and carries hints between nodes. */
@NullMarked
package dev.stoa.notification.redis;

import org.jspecify.annotations.NullMarked;
