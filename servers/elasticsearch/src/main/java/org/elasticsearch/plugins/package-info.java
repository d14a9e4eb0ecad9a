/** What can only be made from within Elasticsearch's own package. */
@NullMarked
package org.elasticsearch.plugins;

import org.jspecify.annotations.NullMarked;
