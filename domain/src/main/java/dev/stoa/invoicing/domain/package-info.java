/**
 * Invoices and credit notes with the fields that EN 16931 needs, the tax in them, and their
 * numbers. What a file format makes of them does not belong here.
 */
@NullMarked
package dev.stoa.invoicing.domain;

import org.jspecify.annotations.NullMarked;
