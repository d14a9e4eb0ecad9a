/** The JSON form of published events. What an event means does not belong here. */
@NullMarked
package dev.stoa.shared.json;

import org.jspecify.annotations.NullMarked;
