/**
 * Tells users live what happens to them. A durable feed per user is the truth; a signal is only a
 * hint to look at it, so whatever a network loses, a client that comes back misses no notice. What
 * is of the moment (prices, stock, how busy a product is) is told to those who are connected and
 * kept for nobody. No transport belongs here: how a message travels is the business of an {@link
 * dev.stoa.notification.application.Outlet}.
 */
@NullMarked
package dev.stoa.notification.application;

import org.jspecify.annotations.NullMarked;
