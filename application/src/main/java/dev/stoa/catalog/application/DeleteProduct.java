package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.domain.Product;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Version;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a product out of the catalogue for good. Its stock stays in the books, but nothing of it
 * can be bought; what is already held for a checkout is still sold to its buyer.
 */
public final class DeleteProduct {
  /**
   * Which product.
   *
   * @param expected the version it must have; null when any will do
   */
  public record Command(ProductId id, @Nullable Version expected) {}

  /** What came of it. */
  public sealed interface Result {
    /** It is gone. */
    record Deleted() implements Result {}

    /** There is no such product. */
    record NotFound() implements Result {}

    /** It is not in the version that the command expects. */
    record ChangedMeanwhile() implements Result {}
  }

  private final Products products;
  private final InstantSource clock;

  public DeleteProduct(Products products, InstantSource clock) {
    this.products = products;
    this.clock = clock;
  }

  public Result handle(Command command) {
    return OptimisticRetry.retry(() -> attempt(command));
  }

  private Result attempt(Command command) {
    Product product = products.find(command.id()).orElse(null);
    if (product == null) {
      return new Result.NotFound();
    }
    if (command.expected() != null && !command.expected().equals(product.version())) {
      return new Result.ChangedMeanwhile();
    }
    products.delete(product, List.of(ProductEvents.deleted(product, clock.instant())));
    return new Result.Deleted();
  }
}
