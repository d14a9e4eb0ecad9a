/**
 * What the contexts' published events have in common: the event and its wire name, and the values
 * that several events carry. Records of JDK types only, for they travel and are kept; a change that
 * old readers could not read is a new record with the next V-suffix. No context's own event belongs
 * here.
 */
@NullMarked
package dev.stoa.shared.events;

import org.jspecify.annotations.NullMarked;
