/**
 * {@code stoa prove --real}: a real shop is killed again and again while it sells, and what its
 * clients were told is compared with what it says afterwards. It knows the shop by its command line
 * and by HTTP only, so that nothing it proves rests on the shop's own word.
 */
@NullMarked
package dev.stoa.cluster.prove;

import org.jspecify.annotations.NullMarked;
