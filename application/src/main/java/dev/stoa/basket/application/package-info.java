/**
 * What can be done with a basket: reading and changing it, buying it, following the purchase to its
 * end; and the reactions that keep the copy of product facts and the checkouts in step with the
 * other contexts.
 */
@NullMarked
package dev.stoa.basket.application;

import org.jspecify.annotations.NullMarked;
