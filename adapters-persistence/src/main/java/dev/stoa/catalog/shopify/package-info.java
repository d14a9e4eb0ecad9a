/**
 * Reads Shopify's product CSV. It stands among the persistence adapters because it is a driven
 * adapter that reads stored data; the REST resource and the command line both drive the import, and
 * neither may know the other.
 */
@NullMarked
package dev.stoa.catalog.shopify;

import org.jspecify.annotations.NullMarked;
