/** Live notification as server-sent events. What is told to whom is decided by the audience. */
@NullMarked
package dev.stoa.notification.rest;

import org.jspecify.annotations.NullMarked;
