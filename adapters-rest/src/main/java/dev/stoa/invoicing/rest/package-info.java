/** Serves the invoicing context over HTTP. No rule of the business belongs here. */
@NullMarked
package dev.stoa.invoicing.rest;

import org.jspecify.annotations.NullMarked;
