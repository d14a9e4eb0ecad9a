/**
 * How users and sessions are stored as documents, whatever the database: records for Jackson, with
 * a field {@code form} that says by which rules they are to be read. No query and no driver belongs
 * here.
 */
@NullMarked
package dev.stoa.identity.document;

import org.jspecify.annotations.NullMarked;
