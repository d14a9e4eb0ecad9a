/**
 * The catalogue: what is sold (products, categories), how many of each SKU there are (stock), and
 * what a checkout got of it (reservations). Prices as the buyer sees them live here; what is in a
 * basket, paid or ordered does not.
 */
@NullMarked
package dev.stoa.catalog.domain;

import org.jspecify.annotations.NullMarked;
