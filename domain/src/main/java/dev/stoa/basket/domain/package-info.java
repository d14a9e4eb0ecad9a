/**
 * The basket and the checkout: what a buyer collects, what it costs by the facts known about the
 * products, and what became of the attempt to buy it. Facts about products are copies; their origin
 * is the catalogue. Stock, payment and orders are not known here.
 */
@NullMarked
package dev.stoa.basket.domain;

import org.jspecify.annotations.NullMarked;
