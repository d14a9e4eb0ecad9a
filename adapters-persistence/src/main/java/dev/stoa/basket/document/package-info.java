/**
 * The stored form of checkouts: a JSON document that any document store can keep. It has a field
 * {@code form}, the number of its shape; a later shape reads all earlier ones. No word of a
 * particular store belongs here.
 */
@NullMarked
package dev.stoa.basket.document;

import org.jspecify.annotations.NullMarked;
