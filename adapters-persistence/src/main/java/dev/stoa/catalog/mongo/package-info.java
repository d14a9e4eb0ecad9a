/**
 * The catalogue in MongoDB: products, categories, reservations, and stock with its ledger. Each
 * aggregate is one document, changed by one conditional write. Only the Guice module is public.
 */
@NullMarked
package dev.stoa.catalog.mongo;

import org.jspecify.annotations.NullMarked;
