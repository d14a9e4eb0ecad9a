package dev.stoa.basket.application;

import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.UserId;

/** Reads a checkout of one's own. */
public final class ReadCheckout {
  /** Which checkout, and who asks. */
  public record Query(UserId userId, CheckoutId id) {}

  /** What there is. */
  public sealed interface Result {
    /** The checkout as it is now. */
    record Found(CheckoutView checkout) implements Result {}

    /** There is none, or it is another user's. */
    record NotFound() implements Result {}
  }

  private final Checkouts checkouts;

  public ReadCheckout(Checkouts checkouts) {
    this.checkouts = checkouts;
  }

  public Result handle(Query query) {
    return checkouts
        .find(query.id())
        .filter(checkout -> checkout.content().userId().equals(query.userId()))
        .<Result>map(checkout -> new Result.Found(CheckoutView.of(checkout)))
        .orElseGet(Result.NotFound::new);
  }
}
