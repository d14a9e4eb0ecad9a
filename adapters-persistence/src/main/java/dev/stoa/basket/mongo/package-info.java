/** Keeps checkouts in MongoDB. Only the Guice module is public. */
@NullMarked
package dev.stoa.basket.mongo;

import org.jspecify.annotations.NullMarked;
