package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Products.HandleTaken;
import dev.stoa.catalog.application.port.Products.SkuTaken;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replaces what a product says about itself. A change that changes nothing is not saved. */
public final class ChangeProduct {
  /**
   * What the product shall be.
   *
   * @param expected the version it must have; null when any will do
   */
  public record Command(ProductId id, ProductDetails details, @Nullable Version expected) {}

  /** What came of it. */
  public sealed interface Result {
    /** It is as it was asked to be. */
    record Changed(ProductView product) implements Result {}

    /** There is no such product. */
    record NotFound() implements Result {}

    /** It is not in the version that the command expects. */
    record ChangedMeanwhile() implements Result {}

    /** It names a category that does not exist. */
    record UnknownCategory(Slug category) implements Result {}

    /** Another product has one of the SKUs. */
    record SkuInUse(Sku sku) implements Result {}

    /** Another product has the handle. */
    record HandleInUse(Slug handle) implements Result {}
  }

  private final Products products;
  private final Categories categories;
  private final Stocks stocks;
  private final InstantSource clock;

  public ChangeProduct(
      Products products, Categories categories, Stocks stocks, InstantSource clock) {
    this.products = products;
    this.categories = categories;
    this.stocks = stocks;
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
    Optional<Slug> unknown = KnownCategories.firstUnknown(categories, command.details());
    if (unknown.isPresent()) {
      return new Result.UnknownCategory(unknown.get());
    }
    try {
      Version version =
          product.change(command.details(), clock.instant())
              ? products.save(product, List.of(ProductEvents.updated(product)))
              : product.version();
      return new Result.Changed(
          ProductView.of(product, version, stocks.available(product.details().skus())));
    } catch (SkuTaken taken) {
      return new Result.SkuInUse(taken.sku());
    } catch (HandleTaken taken) {
      return new Result.HandleInUse(taken.handle());
    }
  }
}
