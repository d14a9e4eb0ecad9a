package dev.stoa.payment.document;

/** What form 1 kept of every payment, whatever became of it. */
public final class FormerForm {
  public static final String BUYER =
      """
      {
        "email": "ada@example.com",
        "shippingAddress": {"name": "Ada Lovelace", "street": "12 St James's Square",
          "addition": null, "postalCode": "SW1Y 4JH", "city": "London", "region": null,
          "country": "GB"},
        "billingAddress": {"name": "Ada Lovelace", "street": "12 St James's Square",
          "addition": null, "postalCode": "SW1Y 4JH", "city": "London", "region": null,
          "country": "GB"}
      }
      """;

  private FormerForm() {}
}
