/**
 * Carries the hints of live notification within one process; nothing is kept and nothing is sent.
 */
@NullMarked
package dev.stoa.notification.inprocess;

import org.jspecify.annotations.NullMarked;
