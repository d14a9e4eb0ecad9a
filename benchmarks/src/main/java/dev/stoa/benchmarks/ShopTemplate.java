package dev.stoa.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One of everything, made by a real shop through its routes: a product, a buyer, a purchase with
 * all that follows from it. A synthetic shop has many copies of these rows, so whatever form this
 * version stores, the copies have it too.
 */
record ShopTemplate(
    String productId, String userId, String checkoutId, String paymentId, String orderId) {
  static final String SKU = "GROWTH-TEMPLATE";
  static final String HANDLE = "growth-template";
  static final String WORD = "growthtemplate";
  static final String CATEGORY = "growth";
  static final String EMAIL = "growth-buyer@example.com";

  private static final JsonMapper JSON = new JsonMapper();

  /** Opens a shop in an empty folder, buys one thing, and closes it. */
  static ShopTemplate make(Path folder, Path jar) throws IOException, InterruptedException {
    try (LocalShop shop = LocalShop.startIn(folder, jar);
        HttpConnection http = new HttpConnection(shop.url())) {
      Map<String, String> admin = LoadDriver.logIn(http, LocalShop.ADMIN, LocalShop.PASSWORD);
      LoadDriver.post(
          http,
          "/api/categories",
          admin,
          "{\"slug\":\"%s\",\"name\":\"Growth\"}".formatted(CATEGORY));
      String product =
          LoadDriver.post(
                  http,
                  "/api/products",
                  admin,
                  """
                  {"handle":"%s","title":"%s","categories":["%s"],"variants":[{"sku":"%s",
                   "price":{"amount":"5.90","currency":"EUR"},"taxRate":"19"}]}
                  """
                      .formatted(HANDLE, WORD, CATEGORY, SKU))
              .path("id")
              .asText();
      LoadDriver.post(
          http,
          "/api/products/" + product + "/stock-movements",
          admin,
          "{\"sku\":\"%s\",\"delta\":1000000,\"reason\":\"growth\"}".formatted(SKU));
      LoadDriver.post(
          http,
          "/api/auth/register",
          Map.of(),
          JSON.writeValueAsString(
              Map.of("email", EMAIL, "password", LocalShop.PASSWORD, "name", "Ada")));
      Map<String, String> buyer = LoadDriver.logIn(http, EMAIL, LocalShop.PASSWORD);
      JsonNode checkout = purchase(http, buyer, SKU, "template");
      JsonNode me = LoadDriver.get(http, "/api/me", buyer);
      return new ShopTemplate(
          product,
          me.path("id").asText(),
          checkout.path("id").asText(),
          checkout.path("paymentId").asText(),
          checkout.path("orderId").asText());
    }
  }

  /** Buys one piece and waits for the end; tries again until the basket knows the product. */
  static JsonNode purchase(HttpConnection http, Map<String, String> buyer, String sku, String key)
      throws IOException, InterruptedException {
    HttpConnection.Answer added = add(http, buyer, sku);
    for (int i = 0; added.status() != 200 && i < 200; i++) {
      Thread.sleep(50);
      added = add(http, buyer, sku);
    }
    JsonNode total = LoadDriver.get(http, "/api/basket", buyer).path("total");
    Map<String, String> headers = new HashMap<>(buyer);
    headers.put("Prefer", "wait=20");
    headers.put("Idempotency-Key", key);
    JsonNode ended =
        LoadDriver.post(
            http,
            "/api/checkouts",
            headers,
            """
            {"expectedTotal":%s,"paymentMethod":"tok_success","email":"%s","shippingAddress":{
             "name":"Ada Lovelace","street":"12 St James's Square","postalCode":"SW1Y 4JH",
             "city":"London","country":"GB"}}
            """
                .formatted(total, EMAIL));
    if (!ended.path("status").asText().equals("completed")) {
      throw new IOException("the purchase did not complete: " + ended);
    }
    return ended;
  }

  private static HttpConnection.Answer add(
      HttpConnection http, Map<String, String> buyer, String sku) throws IOException {
    return http.post("/api/basket/items", buyer, "{\"sku\":\"%s\",\"quantity\":1}".formatted(sku));
  }
}
