package com.example.canary.bootstrap;

import com.example.canary.sales.application.port.Prices;
import com.example.canary.stock.domain.Pile;

/** Sins: three calls from sales into stock that are not on the map. */
final class AnswersSales {
  private final Prices prices = pieces -> pieces;
  private final Pile pile = new Pile(1);

  /** A lambda expression. */
  static Prices prices(Pile pile) {
    return pieces -> pile.pieces() * pieces;
  }

  /** A class. */
  static final class FromThePile implements Prices {
    @Override
    public int of(int pieces) {
      return new Pile(pieces).pieces();
    }
  }

  int both() {
    return prices.of(pile.pieces());
  }
}
