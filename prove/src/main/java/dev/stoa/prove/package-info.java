/**
 * A deterministic simulator of whole purchases: the real domain, use cases and reactions over
 * simulated ports under one seeded scheduler, with faults at every port call, and the promises that
 * are checked on every history. Nothing of an adapter belongs here, and no copy of a use case or a
 * reaction: what is proven is what is shipped.
 */
@NullMarked
package dev.stoa.prove;

import org.jspecify.annotations.NullMarked;
