/**
 * How events that were read from a stream get to the reactions of a group, whatever the stream is:
 * in the order of their subject, repeated with pauses, put aside in the end. Where events are read
 * and where the places are stored is the business of the technology that uses this.
 */
@NullMarked
package dev.stoa.shared.delivery;

import org.jspecify.annotations.NullMarked;
