/**
 * Signals within one process that a checkout has ended. For a shop that runs as one process;
 * nothing is kept and nothing is sent.
 */
@NullMarked
package dev.stoa.basket.inprocess;

import org.jspecify.annotations.NullMarked;
