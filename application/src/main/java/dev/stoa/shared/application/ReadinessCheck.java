package dev.stoa.shared.application;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something the process needs in order to do its work: a store, an index, a broker. It is asked
 * often, so it answers in milliseconds and changes nothing.
 *
 * @param name such as {@code store}
 * @param problem why it does not work at the moment, in a sentence; empty when it does
 */
public record ReadinessCheck(String name, Supplier<Optional<String>> problem) {}
