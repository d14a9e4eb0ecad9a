package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Products.HandleTaken;
import dev.stoa.catalog.application.port.Products.SkuTaken;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.catalog.domain.KeyedCommand.Refusal;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.ProductDetails;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new product into the catalogue.
 *
 * <p>A command with an id is looked up first. A refusal is bound to the id when it follows from a
 * caller's key: the same command again gets the same refusal, also when the SKU is free by then;
 * who wants to try anew takes a new key. An import has no key, and tries anew with each file.
 */
public final class CreateProduct {
  /**
   * What is to be created.
   *
   * @param id the id it shall have, which makes the command repeatable: see {@link #idOf}; null for
   *     a new one
   * @param keyed whether the id follows from a caller's key
   */
  public record Command(ProductDetails details, @Nullable ProductId id, boolean keyed) {
    public Command {
      if (keyed && id == null) {
        throw new IllegalArgumentException("a command with a key has an id that follows from it");
      }
    }

    /** A command without a caller's key. */
    public Command(ProductDetails details, @Nullable ProductId id) {
      this(details, id, false);
    }

    /** The command of a caller that has a key. */
    public static Command keyed(ProductDetails details, UserId caller, IdempotencyKey key) {
      return new Command(details, idOf(caller, key), true);
    }
  }

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
  private final CommandKeys keys;
  private final IdGenerator ids;
  private final InstantSource clock;

  public CreateProduct(
      Products products,
      Categories categories,
      Stocks stocks,
      KeyedCommands commands,
      IdGenerator ids,
      InstantSource clock) {
    this.products = products;
    this.categories = categories;
    this.stocks = stocks;
    this.keys = new CommandKeys(commands, clock);
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
    return command.keyed() ? createKeyed(id, command) : create(id, command);
  }

  private Result createKeyed(ProductId id, Command command) {
    Fingerprint content = command.details().fingerprint();
    KeyedCommand bound = keys.bind(id.value(), content);
    if (!bound.isOf(content)) {
      return new Result.KeyReused();
    }
    if (bound.refusal().isPresent()) {
      return refused(bound.refusal().get());
    }
    return switch (create(id, command)) {
      case Result.UnknownCategory no -> refuse(id, "unknown-category", no.category().value());
      case Result.SkuInUse no -> refuse(id, "sku-in-use", no.sku().value());
      case Result.HandleInUse no -> refuse(id, "handle-in-use", no.handle().value());
      case Result.Created created -> created;
      case Result.KeyReused reused -> reused;
      case Result.DeletedSince deleted -> deleted;
    };
  }

  /** Binds the refusal, unless the same command, sent at the same time, was carried out. */
  private Result refuse(ProductId id, String reason, String what) {
    Refusal bound = keys.refuse(id.value(), new Refusal(reason, what));
    return products
        .find(id)
        .<Result>map(twin -> new Result.Created(view(twin, twin.version())))
        .orElseGet(() -> refused(bound));
  }

  private static Result refused(Refusal refusal) {
    String what = refusal.details().getFirst();
    return switch (refusal.reason()) {
      case "unknown-category" -> new Result.UnknownCategory(Slug.of(what));
      case "sku-in-use" -> new Result.SkuInUse(Sku.of(what));
      case "handle-in-use" -> new Result.HandleInUse(Slug.of(what));
      default -> throw new IllegalStateException("an unknown refusal: " + refusal.reason());
    };
  }

  private Result create(ProductId id, Command command) {
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
