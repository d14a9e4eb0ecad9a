/**
 * Product search on Elasticsearch: how products become documents guarded by external versions,
 * texts become queries, and one index takes over from another while searches go on. Nothing here
 * needs scripts, {@code _reindex} or {@code _by_query}. The index is a projection: nothing may be
 * kept only here.
 */
@NullMarked
package dev.stoa.catalog.elasticsearch;

import org.jspecify.annotations.NullMarked;
