/**
 * Product search on Lucene, in a folder of its own: how products become index documents, texts
 * become queries, and the index comes back after a crash. The index is a projection: nothing may be
 * kept only here.
 */
@NullMarked
package dev.stoa.catalog.lucene;

import org.jspecify.annotations.NullMarked;
