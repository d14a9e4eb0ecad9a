/** A real PostgreSQL from the binaries of its Maven artifact. Nothing of it is in the product. */
@NullMarked
package dev.stoa.servers.postgres;

import org.jspecify.annotations.NullMarked;
