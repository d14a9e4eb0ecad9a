/** What the invoicing context needs from outside: a store that gives out numbers without gaps. */
@NullMarked
package dev.stoa.invoicing.application.port;

import org.jspecify.annotations.NullMarked;
