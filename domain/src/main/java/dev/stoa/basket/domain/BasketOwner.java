package dev.stoa.basket.domain;

import dev.stoa.shared.domain.UserId;

/** Whose basket it is. Every owner has exactly one, empty until something is added. */
public sealed interface BasketOwner {
  /** The owner as one text, unique among all kinds of owner; what adapters store baskets under. */
  String key();

  /** The basket of a registered user. */
  static BasketOwner user(UserId id) {
    return new User(id);
  }

  /** A registered user. */
  record User(UserId id) implements BasketOwner {
    @Override
    public String key() {
      return "user:" + id;
    }
  }
}
