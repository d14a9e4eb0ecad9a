@NullMarked
package dev.stoa.catalog.document.search;

import org.jspecify.annotations.NullMarked;
