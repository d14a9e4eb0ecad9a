/** What can only be made from within Elasticsearch's own package. */
@NullMarked
package org.elasticsearch.node;

import org.jspecify.annotations.NullMarked;
