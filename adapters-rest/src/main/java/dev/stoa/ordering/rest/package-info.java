/** Serves the ordering context over HTTP. No rule of the business belongs here. */
@NullMarked
package dev.stoa.ordering.rest;

import org.jspecify.annotations.NullMarked;
