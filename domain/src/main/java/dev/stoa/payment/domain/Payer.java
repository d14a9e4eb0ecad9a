package dev.stoa.payment.domain;

/**
 * With what is paid and for whom, as it is needed until a payment is decided: the gateway is given
 * the token, and order and invoice hear of the person when the amount is taken. After that nothing
 * of it is needed, so a decided payment does not have it: a refund names the charge.
 */
public record Payer(PaymentMethod paymentMethod, Buyer buyer) {}
