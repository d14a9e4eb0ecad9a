/** The bounds of the HTTP server, tested on a real one. */
@NullMarked
package dev.stoa.shared.helidon;

import org.jspecify.annotations.NullMarked;
