package dev.stoa.prove;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lays what buyers put into their baskets beside what was bought of them. */
final class BasketChecks {
  private final World world;
  private final Findings findings;

  BasketChecks(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  void all() {
    world.answers().baskets().forEach(this::boughtOnce);
    Set<Attempt> attempts = new HashSet<>();
    for (Checkout checkout : world.checkouts().stored()) {
      Attempt attempt = Attempt.of(checkout);
      findings.check(
          Promise.BASKET_BOUGHT_ONCE,
          attempt != null && attempts.add(attempt),
          "%s led to %s, and to another checkout before",
          attempt,
          checkout.id());
    }
  }

  private void boughtOnce(UserId user, Answers.Expected basket) {
    Map<Sku, Integer> bought = new TreeMap<>();
    for (Checkout checkout : world.checkouts().stored()) {
      boolean paid =
          checkout instanceof Checkout.Completed || checkout instanceof Checkout.Refunded;
      if (paid && checkout.content().userId().equals(user)) {
        for (CheckoutLine line : checkout.content().lines()) {
          bought.merge(line.sku(), line.quantity().value(), Integer::sum);
        }
      }
    }
    bought.forEach((sku, pieces) ->
        findings.check(
            Promise.BASKET_BOUGHT_ONCE,
            pieces <= basket.putIn(sku),
            "%s bought %d %s, but put in only %d",
            user,
            pieces,
            sku,
            basket.putIn(sku)));
  }
}
