package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Products.HandleTaken;
import dev.stoa.catalog.application.port.Products.SkuTaken;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a new product into the catalogue. */
public final class CreateProduct {
  /**
   * What is to be created.
   *
   * @param id the id it shall have, which makes the command repeatable: see {@link #idOf}; null for
   *     a new one
   */
  public record Command(ProductDetails details, @Nullable ProductId id) {}

  /** What came of it. */
  public sealed interface Result {
    /** It is in the catalogue; also the answer when the same command had been given before. */
    record Created(ProductView product) implements Result {}

    /** It names a category that does not exist. */
    record UnknownCategory(Slug category) implements Result {}

    /** Another product has one of its SKUs. */
    record SkuInUse(Sku sku) implements Result {}

    /** Another product has its handle. */
    record HandleInUse(Slug handle) implements Result {}

    /** The key was used for another product. */
    record KeyReused() implements Result {}

    /** The product that this command created has been deleted since. */
    record DeletedSince() implements Result {}
  }

  private final Products products;
  private final Categories categories;
  private final Stocks stocks;
  private final IdGenerator ids;
  private final InstantSource clock;

  public CreateProduct(
      Products products,
      Categories categories,
      Stocks stocks,
      IdGenerator ids,
      InstantSource clock) {
    this.products = products;
    this.categories = categories;
    this.stocks = stocks;
    this.ids = ids;
    this.clock = clock;
  }

  /** The id of the product that this caller creates with this key. */
  public static ProductId idOf(UserId caller, IdempotencyKey key) {
    return new ProductId(Derivation.of("product", 1).with(caller.value()).with(key.value()).id());
  }

  public Result handle(Command command) {
    ProductId id = command.id() == null ? new ProductId(ids.next()) : command.id();
    Optional<Product> before = products.find(id);
    if (before.isPresent()) {
      return repeated(before.get(), command);
    }
    Optional<Slug> unknown = KnownCategories.firstUnknown(categories, command.details());
    if (unknown.isPresent()) {
      return new Result.UnknownCategory(unknown.get());
    }
    Product product = Product.create(id, command.details(), clock.instant());
    try {
      Version version = products.save(product, List.of(ProductEvents.created(product)));
      return new Result.Created(view(product, version));
    } catch (SkuTaken taken) {
      return new Result.SkuInUse(taken.sku());
    } catch (HandleTaken taken) {
      return new Result.HandleInUse(taken.handle());
    } catch (StaleAggregate stale) {
      // The same command was given twice at once, or its product is deleted already.
      return products
          .find(id)
          .map(winner -> repeated(winner, command))
          .orElseGet(Result.DeletedSince::new);
    }
  }

  private Result repeated(Product before, Command command) {
    return before.wasCreatedAs(command.details())
        ? new Result.Created(view(before, before.version()))
        : new Result.KeyReused();
  }

  private ProductView view(Product product, Version version) {
    return ProductView.of(product, version, stocks.available(product.details().skus()));
  }
}
