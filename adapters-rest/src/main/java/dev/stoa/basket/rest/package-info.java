/**
 * Baskets and checkouts over HTTP. Decides nothing about them: it reads requests, calls use cases,
 * and gives each of their results a status.
 */
@NullMarked
package dev.stoa.basket.rest;

import org.jspecify.annotations.NullMarked;
