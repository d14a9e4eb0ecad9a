/**
 * A real Elasticsearch in a JVM of its own, without Docker: one node, data in a folder. Its modules
 * are not published as artifacts, so what they bring (analysis filters, {@code GET /}) is made here
 * from the Lucene on its class path; scripts, {@code _reindex} and {@code _by_query} are missing.
 */
@NullMarked
package dev.stoa.servers.elasticsearch;

import org.jspecify.annotations.NullMarked;
