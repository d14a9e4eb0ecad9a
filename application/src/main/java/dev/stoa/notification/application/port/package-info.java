/**
 * What the notification context needs from outside: the feeds it keeps, the signals between nodes,
 * and the few facts it asks other contexts for.
 */
@NullMarked
package dev.stoa.notification.application.port;

import org.jspecify.annotations.NullMarked;
