/** Keeps the ordering context in MongoDB. Only the Guice module is public. */
@NullMarked
package dev.stoa.ordering.mongo;

import org.jspecify.annotations.NullMarked;
