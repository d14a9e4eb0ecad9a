/** What the ordering context needs from outside: a store of orders. */
@NullMarked
package dev.stoa.ordering.application.port;

import org.jspecify.annotations.NullMarked;
