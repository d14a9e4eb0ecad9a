/**
 * Messaging within one process: the pump that brings events from the log to the reactions, the
 * scheduler of recurring tasks, and new ids. Nothing here knows a context.
 */
@NullMarked
package dev.stoa.shared.inprocess;

import org.jspecify.annotations.NullMarked;
