/**
 * The technical base of all REST resources: who calls, what a route allows, problems (RFC 9457),
 * entity tags, pages, money in JSON. It knows no context.
 */
@NullMarked
package dev.stoa.shared.rest;

import org.jspecify.annotations.NullMarked;
