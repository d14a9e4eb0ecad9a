/**
 * The published events of the identity context. They carry ids only: who wants to know more about a
 * user has to ask, so that personal data does not travel.
 */
@NullMarked
package dev.stoa.identity.events;

import org.jspecify.annotations.NullMarked;
