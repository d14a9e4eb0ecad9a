package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.application.port.Stocks.StockAccount;
import dev.stoa.shared.domain.Sku;
import java.util.ArrayList;
import java.util.List;

/** Adds up the stock of the whole shop and compares each figure with its ledger. */
public final class TallyStock {
  /**
   * The sum of all SKUs.
   *
   * @param skus how many SKUs have a ledger
   * @param onHand pieces in the warehouse
   * @param held of those, pieces kept for checkouts
   * @param sold pieces sold and not returned
   * @param mismatches SKUs whose figures are not what their ledger adds up to, or are below 0;
   *     always empty unless something is broken
   */
  public record Tally(long skus, long onHand, long held, long sold, List<Sku> mismatches) {
    public Tally {
      mismatches = List.copyOf(mismatches);
    }
  }

  private final Stocks stocks;

  public TallyStock(Stocks stocks) {
    this.stocks = stocks;
  }

  public Tally handle() {
    long onHand = 0;
    long held = 0;
    long sold = 0;
    List<Sku> mismatches = new ArrayList<>();
    List<StockAccount> accounts = stocks.accounts();
    for (StockAccount account : accounts) {
      onHand += account.figures().onHand();
      held += account.figures().held();
      sold += account.sold();
      if (!account.figures().equals(account.ledger())
          || account.figures().available() < 0
          || account.figures().held() < 0) {
        mismatches.add(account.sku());
      }
    }
    return new Tally(accounts.size(), onHand, held, sold, mismatches);
  }
}
