/** Remembers in Redis what buyers are shown of products. */
@NullMarked
package dev.stoa.catalog.redis;

import org.jspecify.annotations.NullMarked;
