/**
 * What an order is: a paid purchase that the shop has to fulfil. How it was paid and what the
 * invoice says does not belong here.
 */
@NullMarked
package dev.stoa.ordering.domain;

import org.jspecify.annotations.NullMarked;
