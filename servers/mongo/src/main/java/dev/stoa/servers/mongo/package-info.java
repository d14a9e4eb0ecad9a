/**
 * A server that speaks the wire protocol of MongoDB, in a JVM of its own, with its data in a
 * folder: no artifact repository has a MongoDB. What it cannot do (sessions and transactions,
 * replica sets, authentication, pipeline updates, partial indexes, collations, expiry) nothing may
 * rely on, or only in a test that runs against a real server.
 */
@NullMarked
package dev.stoa.servers.mongo;

import org.jspecify.annotations.NullMarked;
