/**
 * The use cases of the catalogue and its reactions to events: products and categories, stock and
 * its holds, search, import. What is stored, searched or read from files is behind the ports.
 */
@NullMarked
package dev.stoa.catalog.application;

import org.jspecify.annotations.NullMarked;
