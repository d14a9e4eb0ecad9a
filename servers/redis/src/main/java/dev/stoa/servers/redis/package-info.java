/** Starts a real Redis from Maven artifacts. No product code may depend on it. */
@NullMarked
package dev.stoa.servers.redis;

import org.jspecify.annotations.NullMarked;
