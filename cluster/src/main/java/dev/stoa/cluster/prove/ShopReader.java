package dev.stoa.cluster.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.cluster.prove.ClientRecord.Attempt;
import dev.stoa.cluster.prove.ClientRecord.Told;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks a shop for everything that can contradict what its clients were told. */
final class ShopReader {
  private final HttpClient http;
  private final URI shop;
  private final ShopClient admin;
  private final ShopClient.Unexpected unexpected;

  ShopReader(HttpClient http, URI shop, ShopClient admin, ShopClient.Unexpected unexpected) {
    this.http = http;
    this.shop = shop;
    this.admin = admin;
    this.unexpected = unexpected;
  }

  Found read(Told told, List<Shelf.Product> products) throws InterruptedException {
    Set<String> accounts = new HashSet<>();
    Map<String, SortedMap<String, Found.Line>> baskets = new TreeMap<>();
    Map<String, String> checkouts = new HashMap<>();
    List<Found.Invoice> invoices = new ArrayList<>();
    Map<String, List<Attempt>> attempts = new HashMap<>();
    told.attempts()
        .forEach(a -> attempts.computeIfAbsent(a.buyer(), b -> new ArrayList<>()).add(a));
    for (String buyer : told.accounts()) {
      ShopClient client = new ShopClient(http, shop, buyer, unexpected);
      if (!client.logIn()) {
        continue;
      }
      accounts.add(buyer);
      baskets.put(buyer, basket(client));
      for (Attempt attempt : attempts.getOrDefault(buyer, List.of())) {
        for (String id : attempt.checkouts()) {
          ShopClient.Answer checkout = client.get("/api/checkouts/" + id);
          checkouts.put(id, checkout.isOk() ? checkout.json().path("status").asText() : "missing");
        }
      }
      client.all("/api/invoices").forEach(json -> invoices.add(invoice(json)));
    }
    List<Found.Order> orders = new ArrayList<>();
    admin.all("/api/admin/orders").forEach(json -> orders.add(order(json)));
    Map<String, Found.Stock> stock = new TreeMap<>();
    Map<String, Long> prices = new TreeMap<>();
    for (Shelf.Product product : products) {
      for (JsonNode item :
          admin.get("/api/products/" + product.id() + "/stock").json().path("items")) {
        stock.put(
            item.path("sku").asText(),
            new Found.Stock(item.path("onHand").asLong(), item.path("held").asLong()));
      }
      for (JsonNode variant : admin.get("/api/products/" + product.id()).json().path("variants")) {
        prices.put(variant.path("sku").asText(), Cents.of(variant.path("price")));
      }
    }
    return new Found(
        accounts,
        baskets,
        checkouts,
        orders,
        invoices,
        payments(told, orders),
        stock,
        prices,
        books());
  }

  /** The shop's own comparison, as it is now. */
  Found.Books books() throws InterruptedException {
    ShopClient.Answer answer = admin.get("/api/admin/books");
    JsonNode json = answer.json();
    JsonNode charges = json.path("gateway").path("charges");
    JsonNode refunds = json.path("gateway").path("refunds");
    return new Found.Books(
        json.path("balanced").asBoolean(),
        json.path("settled").asBoolean(),
        json.path("eventLag").asLong(-1),
        json.path("deadLetters").asLong(-1),
        json.path("checkouts").path("pending").asLong(-1),
        charges.path("count").asLong(-1),
        sum(charges),
        refunds.path("count").asLong(-1),
        sum(refunds),
        answer.text());
  }

  private static long sum(JsonNode figure) {
    long sum = 0;
    for (JsonNode amount : figure.path("sums")) {
      sum += Cents.ofText(amount.asText());
    }
    return sum;
  }

  private static SortedMap<String, Found.Line> basket(ShopClient client)
      throws InterruptedException {
    SortedMap<String, Found.Line> lines = new TreeMap<>();
    for (JsonNode line : client.get("/api/basket").json().path("items")) {
      lines.put(
          line.path("sku").asText(),
          new Found.Line(
              line.path("quantity").asInt(),
              line.hasNonNull("unitPrice") ? Cents.of(line.path("unitPrice")) : -1));
    }
    return lines;
  }

  private Map<String, Found.Payment> payments(Told told, List<Found.Order> orders)
      throws InterruptedException {
    Set<String> ids = new HashSet<>();
    orders.forEach(order -> ids.add(order.payment()));
    for (Attempt attempt : told.attempts()) {
      ClientRecord.Outcome outcome = attempt.outcome();
      if (outcome != null && !outcome.payment().isEmpty()) {
        ids.add(outcome.payment());
      }
    }
    Map<String, Found.Payment> payments = new HashMap<>();
    for (String id : ids) {
      ShopClient.Answer answer = admin.get("/api/payments/" + id);
      if (answer.isOk()) {
        payments.put(
            id,
            new Found.Payment(
                answer.json().path("checkoutId").asText(),
                answer.json().path("status").asText(),
                Cents.of(answer.json().path("amount"))));
      }
    }
    return payments;
  }

  private static Found.Order order(JsonNode json) {
    SortedMap<String, Found.Line> lines = new TreeMap<>();
    for (JsonNode line : json.path("lines")) {
      lines.put(
          line.path("sku").asText(),
          new Found.Line(line.path("quantity").asInt(), Cents.of(line.path("unitPrice"))));
    }
    return new Found.Order(
        json.path("id").asText(),
        json.path("checkoutId").asText(),
        json.path("paymentId").asText(),
        json.path("email").asText(),
        json.path("status").asText(),
        Cents.of(json.path("total")),
        lines);
  }

  private static Found.Invoice invoice(JsonNode json) {
    return new Found.Invoice(
        json.path("number").asText(),
        json.path("kind").asText(),
        json.path("orderId").asText(),
        json.path("paymentId").asText(),
        Cents.of(json.path("totals").path("gross")));
  }
}
