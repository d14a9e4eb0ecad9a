/**
 * The one place that knows everything: the command line, the configuration, the wiring of a profile
 * and the life of the process. No rule of the business belongs here.
 */
@NullMarked
package dev.stoa.bootstrap;

import org.jspecify.annotations.NullMarked;
