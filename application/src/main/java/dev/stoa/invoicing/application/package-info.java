/**
 * The use cases of invoicing and its reactions to payments: what is paid gets an invoice, what is
 * given back a credit note.
 */
@NullMarked
package dev.stoa.invoicing.application;

import org.jspecify.annotations.NullMarked;
