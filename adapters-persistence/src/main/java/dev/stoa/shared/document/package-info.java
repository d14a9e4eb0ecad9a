/**
 * What the document stores of all contexts share, whatever their technology. It knows no context.
 */
@NullMarked
package dev.stoa.shared.document;

import org.jspecify.annotations.NullMarked;
