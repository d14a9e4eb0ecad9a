/**
 * Starts real servers as processes of their own, kills, pauses and restarts them. Used by tests and
 * by the shop on one laptop; no product code may depend on it.
 */
@NullMarked
package dev.stoa.servers;

import org.jspecify.annotations.NullMarked;
