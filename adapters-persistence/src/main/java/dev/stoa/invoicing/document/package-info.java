/**
 * The stored form of the invoicing context: records of JDK types, the same for every document
 * store. A change that old readers could not read is a new value of the field {@code form}.
 */
@NullMarked
package dev.stoa.invoicing.document;

import org.jspecify.annotations.NullMarked;
