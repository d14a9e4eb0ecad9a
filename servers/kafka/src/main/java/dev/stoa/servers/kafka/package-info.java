/** A real Kafka broker in a JVM of its own, without Docker: one node, KRaft, data in a folder. */
@NullMarked
package dev.stoa.servers.kafka;

import org.jspecify.annotations.NullMarked;
