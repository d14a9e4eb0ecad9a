/** The stored form of notices, the same in every store. No store's own words belong here. */
@NullMarked
package dev.stoa.notification.document;

import org.jspecify.annotations.NullMarked;
