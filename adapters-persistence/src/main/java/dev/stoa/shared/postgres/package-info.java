/**
 * What the adapters for PostgreSQL share: the pool, the schema, documents of aggregates, and the
 * outbox. It knows no context.
 */
@NullMarked
package dev.stoa.shared.postgres;

import org.jspecify.annotations.NullMarked;
