/**
 * What the catalogue needs from outside: its repositories, the stock ledger, the search index, the
 * reader of product feeds. No technology is named here.
 */
@NullMarked
package dev.stoa.catalog.application.port;

import org.jspecify.annotations.NullMarked;
