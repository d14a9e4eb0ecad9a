package dev.stoa.basket.application;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.domain.UserId;

/**
 * Removes the basket of a user who left. Closed checkouts name nobody; one under way goes on to its
 * end and forgets its buyer then.
 */
public final class ForgetBuyer {
  private final Baskets baskets;

  public ForgetBuyer(Baskets baskets) {
    this.baskets = baskets;
  }

  public void on(UserDeletedV1 event) {
    baskets.forget(BasketOwner.user(new UserId(event.userId())));
  }
}
