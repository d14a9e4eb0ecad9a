package dev.stoa.notification.application.port;

import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies in the baskets of users. */
@FunctionalInterface
public interface BasketContents {
  /**
   * The lines of the user's basket now; none for one who never had any.
   *
   * @throws dev.stoa.shared.application.StoreUnavailable when that cannot be told now
   */
  List<Line> of(UserId user);

  /**
   * A line.
   *
   * @param product whose SKU it is; null when no product has it any more
   */
  record Line(Sku sku, @Nullable ProductId product) {}
}
