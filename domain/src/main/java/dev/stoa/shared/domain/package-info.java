/**
 * The values that every context speaks: money, quantities, SKUs, ids, versions. They depend on
 * nothing but the JDK, are immutable, and state their law in their compact constructor. What only
 * one context needs does not belong here.
 */
@NullMarked
package dev.stoa.shared.domain;

import org.jspecify.annotations.NullMarked;
