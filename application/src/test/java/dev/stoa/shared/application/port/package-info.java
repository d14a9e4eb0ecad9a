/** The contracts of the shared ports, for their adapters to pass. */
@NullMarked
package dev.stoa.shared.application.port;

import org.jspecify.annotations.NullMarked;
