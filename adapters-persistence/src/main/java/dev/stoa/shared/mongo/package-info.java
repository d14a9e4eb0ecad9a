/**
 * The technical base of all MongoDB adapters: the client with its time-outs, indexes that are made
 * and checked in the background, collections of versioned documents that carry their unpublished
 * events, and the outbox of such a collection. No transaction of several documents, and nothing
 * that only some servers can do. It knows no context.
 */
@NullMarked
package dev.stoa.shared.mongo;

import org.jspecify.annotations.NullMarked;
