/**
 * The HTTP server: Helidon's WebServer on virtual threads with Jersey on top. It moves bytes,
 * bounds sizes, times and numbers of requests, and drains on close; what is served is not decided
 * here.
 */
@NullMarked
package dev.stoa.shared.helidon;

import org.jspecify.annotations.NullMarked;
