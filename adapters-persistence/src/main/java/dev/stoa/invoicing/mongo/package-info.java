/** Keeps the invoicing context in MongoDB. Only the Guice module is public. */
@NullMarked
package dev.stoa.invoicing.mongo;

import org.jspecify.annotations.NullMarked;
