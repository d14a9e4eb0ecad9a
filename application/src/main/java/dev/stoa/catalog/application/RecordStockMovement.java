package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.KeyedCommand;
import dev.stoa.catalog.domain.KeyedCommand.Refusal;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Stock.RecordOutcome;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records goods that came in, or were lost, found broken or counted anew. A loss of goods that are
 * held for checkouts ends holds, the newest first, and is told with {@link
 * dev.stoa.catalog.events.StockLostV1}.
 *
 * <p>With a key the command is looked up before anything else, so that its repetition is answered
 * whatever has become of the product. A key means one movement of one SKU, decided by the first
 * save of its {@link dev.stoa.catalog.domain.KeyedCommand}. A refusal is bound to the key too: the
 * same command again gets the same refusal, even when goods have come in since; who wants to try
 * anew takes a new key. Of two that are sent at the same moment, one may hear of a refusal while
 * the other is carried out between two deliveries; what is in the ledger is the answer from then
 * on.
 */
public final class RecordStockMovement {
  /** The largest movement. */
  public static final int MAX_DELTA = 1_000_000;

  /**
   * What happened to the goods.
   *
   * @param delta how many more there are (received) or how many fewer (adjusted); not 0
   * @param reason in the merchant's words, 1 to 200 characters
   * @param id the id of the movement, which makes the command repeatable: see {@link #idOf}; null
   *     for a new one
   */
  public record Command(ProductId product, Sku sku, int delta, String reason, @Nullable UUID id) {
    public Command {
      if (delta == 0 || delta < -MAX_DELTA || delta > MAX_DELTA) {
        throw new IllegalArgumentException(
            "expected a delta of -%d to %d other than 0, but was %d"
                .formatted(MAX_DELTA, MAX_DELTA, delta));
      }
      reason = StockMovement.checkedReason(reason);
    }

    private Fingerprint fingerprint() {
      return Derivation.of("stock-movement-command", 1)
          .with(product.value())
          .with(sku.value())
          .with(delta)
          .with(reason)
          .fingerprint();
    }
  }

  /** What came of it. */
  public sealed interface Result {
    /** It is in the ledger; also the answer when the same command had been given before. */
    record Recorded(StockMovement movement, StockView stock) implements Result {}

    /** There is no such product, or it has no such SKU. */
    record NotFound() implements Result {}

    /** It would take goods that are not there, or there would be too many. */
    record Impossible(int onHand, int available) implements Result {}

    /** The key was used for another movement. */
    record KeyReused() implements Result {}
  }

  private final Products products;
  private final Stocks stocks;
  private final CommandKeys keys;
  private final IdGenerator ids;
  private final InstantSource clock;

  public RecordStockMovement(
      Products products,
      Stocks stocks,
      KeyedCommands commands,
      IdGenerator ids,
      InstantSource clock) {
    this.products = products;
    this.stocks = stocks;
    this.keys = new CommandKeys(commands, clock);
    this.ids = ids;
    this.clock = clock;
  }

  /** The id of the movement that this caller records with this key. */
  public static UUID idOf(UserId caller, IdempotencyKey key) {
    return Derivation.of("stock-movement", 1).with(caller.value()).with(key.value()).id();
  }

  public Result handle(Command command) {
    UUID id = command.id();
    if (id == null) {
      return record(command, MovementKey.recorded(ids.next()));
    }
    MovementKey key = MovementKey.recorded(id);
    // Movements from before keys were kept are in the ledger only: it is asked first.
    Optional<Result> before = repeated(key, command);
    if (before.isPresent()) {
      return before.get();
    }
    KeyedCommand bound = keys.bind(id, command.fingerprint());
    if (!bound.isOf(command.fingerprint())) {
      return new Result.KeyReused();
    }
    if (bound.refusal().isPresent()) {
      return refused(bound.refusal().get());
    }
    Result result = record(command, key);
    return switch (result) {
      case Result.Recorded recorded -> recorded;
      case Result.KeyReused reused -> reused;
      case Result.NotFound no -> refuse(id, new Refusal("not-found"), key, command);
      case Result.Impossible no ->
          refuse(
              id,
              new Refusal(
                  "impossible", Integer.toString(no.onHand()), Integer.toString(no.available())),
              key,
              command);
    };
  }

  /** Binds the refusal, unless the same command, sent at the same time, was carried out. */
  private Result refuse(UUID id, Refusal refusal, MovementKey key, Command command) {
    Refusal bound = keys.refuse(id, refusal);
    return repeated(key, command).orElseGet(() -> refused(bound));
  }

  private static Result refused(Refusal refusal) {
    List<String> details = refusal.details();
    return switch (refusal.reason()) {
      case "not-found" -> new Result.NotFound();
      case "impossible" ->
          new Result.Impossible(Integer.parseInt(details.get(0)), Integer.parseInt(details.get(1)));
      default -> throw new IllegalStateException("an unknown refusal: " + refusal.reason());
    };
  }

  private Result record(Command command, MovementKey key) {
    Product product = products.find(command.product()).orElse(null);
    if (product == null || product.details().variant(command.sku()).isEmpty()) {
      return new Result.NotFound();
    }
    return switch (stocks.<Result>change(
        command.sku(),
        key,
        stock ->
            switch (stock.recordMovement(key, command.delta(), command.reason(), clock.instant())) {
              case RecordOutcome.Recorded done ->
                  StockDecisions.recorded(
                      new Result.Recorded(done.movement(), StockView.of(stock)), stock, done);
              case RecordOutcome.Impossible no ->
                  StockDecisions.unchanged(new Result.Impossible(no.onHand(), no.available()));
            })) {
      case Stocks.Applied<Result> applied -> applied.outcome();
      case Stocks.Repeated<Result> twiceAtOnce ->
          repeated(stocks.movements(key).getFirst(), command);
    };
  }

  private Optional<Result> repeated(MovementKey key, Command command) {
    return stocks.movements(key).stream().findFirst().map(movement -> repeated(movement, command));
  }

  private Result repeated(StockMovement before, Command command) {
    boolean same =
        before.sku().equals(command.sku())
            && before.onHand() == command.delta()
            && before.reason().equals(command.reason());
    return same
        ? new Result.Recorded(before, StockView.of(stocks.find(command.sku())))
        : new Result.KeyReused();
  }
}
