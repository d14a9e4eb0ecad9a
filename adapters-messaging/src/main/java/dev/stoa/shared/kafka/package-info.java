/**
 * Events over Kafka: the relay that publishes what the outboxes hold, the subscriber that brings it
 * to the groups of reactions, and dead letters on compacted topics. On the wire an event is a
 * CloudEvents 1.0 message in binary mode. Nothing here knows a context.
 */
@NullMarked
package dev.stoa.shared.kafka;

import org.jspecify.annotations.NullMarked;
