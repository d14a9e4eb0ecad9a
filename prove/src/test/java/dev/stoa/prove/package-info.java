/** The proof that the proof works. */
@NullMarked
package dev.stoa.prove;

import org.jspecify.annotations.NullMarked;
