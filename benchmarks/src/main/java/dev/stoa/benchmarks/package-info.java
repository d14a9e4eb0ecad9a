/**
 * The load driver: buyers that press a running shop through its network interface, figures of how
 * fast it was, and proof that its books still agree. It knows the shop only by its REST API; code
 * of the shop must not be used here.
 */
@NullMarked
package dev.stoa.benchmarks;

import org.jspecify.annotations.NullMarked;
