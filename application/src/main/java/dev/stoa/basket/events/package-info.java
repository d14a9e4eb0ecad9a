/** The published events of the basket context. */
@NullMarked
package dev.stoa.basket.events;

import org.jspecify.annotations.NullMarked;
