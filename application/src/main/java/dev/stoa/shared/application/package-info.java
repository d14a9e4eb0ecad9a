/**
 * What the use cases of all contexts have in common: refusal of stale copies, pages, idempotency
 * keys, subscriptions to events and scheduled tasks. No use case of one context belongs here.
 */
@NullMarked
package dev.stoa.shared.application;

import org.jspecify.annotations.NullMarked;
