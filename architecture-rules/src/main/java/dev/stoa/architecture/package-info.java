/**
 * Architecture rules for a hexagon whose packages are {@code <base>.<context>.<layer>}: to be run
 * on Stoa and, by other teams, on their own code. The rules know names and arrows, no business.
 */
@NullMarked
package dev.stoa.architecture;

import org.jspecify.annotations.NullMarked;
