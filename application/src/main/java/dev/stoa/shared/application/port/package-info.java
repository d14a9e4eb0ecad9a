/**
 * The driven ports that every context uses: new ids, and the event codec. Ports of one context
 * stand in that context's own port package.
 */
@NullMarked
package dev.stoa.shared.application.port;

import org.jspecify.annotations.NullMarked;
