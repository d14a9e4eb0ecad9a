/**
 * The use cases of the catalogue and its reactions to events: products and categories are kept,
 * found and imported, stock is recorded, and checkouts get, keep and lose their goods. What is
 * stored, searched or read from files is behind the ports.
 */
@NullMarked
package dev.stoa.catalog.application;

import org.jspecify.annotations.NullMarked;
