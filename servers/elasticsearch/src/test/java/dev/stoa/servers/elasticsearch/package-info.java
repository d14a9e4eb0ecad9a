@NullMarked
package dev.stoa.servers.elasticsearch;

import org.jspecify.annotations.NullMarked;
