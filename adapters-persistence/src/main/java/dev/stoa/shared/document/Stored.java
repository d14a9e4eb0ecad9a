package dev.stoa.shared.document;

import dev.stoa.shared.domain.Version;

/**
 * A document with the version it was stored at.
 *
 * @param <D> the record that is the stored form
 */
public record Stored<D>(D document, Version version) {}
