package dev.stoa.shared.events;

/**
 * The personal data of a purchase, in one field of the events that need it, so that it can be
 * encrypted with a key per user and made unreadable by throwing that key away.
 */
public record BuyerV1(String email, AddressV1 shippingAddress, AddressV1 billingAddress) {}
