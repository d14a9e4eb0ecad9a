/**
 * The published events of the catalogue: products as they now are, stock as it is taken, refused
 * and given back.
 */
@NullMarked
package dev.stoa.catalog.events;

import org.jspecify.annotations.NullMarked;
