package dev.stoa.catalog.events;

/**
 * A picture of a product.
 *
 * @param alt what it shows, for those who cannot see it; may be empty
 */
public record ImageV1(String url, String alt) {}
