/**
 * The catalogue in SQLite: products, categories, stock with its ledger, reservations. Only the
 * Guice module is public.
 */
@NullMarked
package dev.stoa.catalog.sqlite;

import org.jspecify.annotations.NullMarked;
