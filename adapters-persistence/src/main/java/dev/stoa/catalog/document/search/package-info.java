/**
 * The policy of product search, written once for all engines: which fields there are and what a
 * match in each is worth, how texts become words, which typing errors are forgiven, what is
 * counted, how lists are ordered and continued, what is marked and what is suggested. An engine
 * translates {@link dev.stoa.catalog.document.search.IndexedProduct} into its document and {@link
 * dev.stoa.catalog.document.search.Clause} into its query, and decides nothing itself.
 */
@NullMarked
package dev.stoa.catalog.document.search;

import org.jspecify.annotations.NullMarked;
