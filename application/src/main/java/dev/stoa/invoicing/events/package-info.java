/** The published events of the invoicing context. */
@NullMarked
package dev.stoa.invoicing.events;

import org.jspecify.annotations.NullMarked;
