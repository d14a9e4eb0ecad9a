/** The published events of the ordering context. */
@NullMarked
package dev.stoa.ordering.events;

import org.jspecify.annotations.NullMarked;
