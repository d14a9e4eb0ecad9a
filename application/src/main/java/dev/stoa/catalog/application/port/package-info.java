/**
 * What the catalogue needs from outside: places for products, categories, stock and reservations.
 * The Javadoc of a port is its contract; each sentence is a test of the contract suite beside it.
 */
@NullMarked
package dev.stoa.catalog.application.port;

import org.jspecify.annotations.NullMarked;
