package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Product;
import dev.stoa.catalog.domain.Stock.RecordOutcome;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records goods that came in, or were lost, found broken or counted anew. */
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
  }

  /** What came of it. */
  public sealed interface Result {
    /** It is in the ledger; also the answer when the same command had been given before. */
    record Recorded(StockMovement movement, StockView stock) implements Result {}

    /** There is no such product, or it has no such SKU. */
    record NotFound() implements Result {}

    /** It would take goods that are not there or are held for checkouts. */
    record Impossible(int onHand, int available) implements Result {}

    /** The key was used for another movement. */
    record KeyReused() implements Result {}
  }

  private final Products products;
  private final Stocks stocks;
  private final IdGenerator ids;
  private final InstantSource clock;

  public RecordStockMovement(
      Products products, Stocks stocks, IdGenerator ids, InstantSource clock) {
    this.products = products;
    this.stocks = stocks;
    this.ids = ids;
    this.clock = clock;
  }

  /** The id of the movement that this caller records with this key. */
  public static UUID idOf(UserId caller, IdempotencyKey key) {
    return Derivation.of("stock-movement", 1).with(caller.value()).with(key.value()).id();
  }

  public Result handle(Command command) {
    Product product = products.find(command.product()).orElse(null);
    if (product == null || product.details().variant(command.sku()).isEmpty()) {
      return new Result.NotFound();
    }
    MovementKey key = MovementKey.recorded(command.id() == null ? ids.next() : command.id());
    if (command.id() != null) {
      List<StockMovement> before = stocks.movements(key);
      if (!before.isEmpty()) {
        return repeated(before.getFirst(), command);
      }
    }
    return switch (stocks.<Result>change(
        command.sku(),
        key,
        stock ->
            switch (stock.recordMovement(key, command.delta(), command.reason(), clock.instant())) {
              case RecordOutcome.Recorded done ->
                  StockDecisions.moved(
                      new Result.Recorded(done.movement(), StockView.of(stock)),
                      stock,
                      done.movement());
              case RecordOutcome.Impossible no ->
                  StockDecisions.unchanged(new Result.Impossible(no.onHand(), no.available()));
            })) {
      case Stocks.Applied<Result> applied -> applied.outcome();
      case Stocks.Repeated<Result> twiceAtOnce ->
          repeated(stocks.movements(key).getFirst(), command);
    };
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
