/**
 * The stored form of the catalogue's aggregates: JSON documents that any document store can keep.
 * Each has a field {@code form}, the number of its shape; a later shape reads all earlier ones. No
 * word of a particular store belongs here.
 */
@NullMarked
package dev.stoa.catalog.document;

import org.jspecify.annotations.NullMarked;
