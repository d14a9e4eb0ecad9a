/**
 * The catalogue over HTTP: products, categories, stock. Only the Guice module is meant for others.
 */
@NullMarked
package dev.stoa.catalog.rest;

import org.jspecify.annotations.NullMarked;
