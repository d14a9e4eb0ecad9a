package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import java.util.Map;
import java.util.Optional;

/**
 * The baskets, changed line by line.
 *
 * <ul>
 *   <li>Every change is atomic and sees all changes before it: of many at once, none is lost.
 *   <li>Adding to a line, setting or removing one costs the same however much is in the basket.
 *   <li>Lines are read in the order in which their SKUs were first added; a removed SKU that comes
 *       again comes last.
 *   <li>Each change raises the version of the basket; what changes nothing does not.
 *   <li>A basket that was never used is empty and of version 0. Baskets of other owners are not
 *       touched.
 *   <li>A basket holds at most {@link Basket#MAX_LINES} lines; what would be one more is refused
 *       and changes nothing.
 *   <li>An addition that was made under an operation key is not made again: the same key with the
 *       same SKU and quantity gives the answer of then, with others it is refused. A key is known
 *       for at least the next {@value #KEYS_KEPT} changes of the basket; a refused addition uses no
 *       key up.
 *   <li>What was bought is taken out once per checkout; what was added meanwhile stays.
 *   <li>What was changed is there after a restart.
 * </ul>
 */
public interface Baskets {
  /** For how many changes of a basket an operation key is remembered. */
  int KEYS_KEPT = 1_000;

  /** The whole basket, read at one moment. */
  Basket find(BasketOwner owner);

  /**
   * Adds pieces of a SKU to what is there of it.
   *
   * @param atMost no more than so many may be in the line afterwards; 0 to {@link Quantity#MAX}
   * @param key names this addition, so that it can be repeated
   */
  Addition add(
      BasketOwner owner, Sku sku, Quantity quantity, int atMost, Optional<IdempotencyKey> key);

  /**
   * Makes the line of a SKU hold exactly so many pieces, adding the line when there is none.
   *
   * @return false when the basket has no room for a further line
   */
  boolean set(BasketOwner owner, Sku sku, Quantity quantity);

  /**
   * Removes the line of a SKU.
   *
   * @return false when there was none
   */
  boolean remove(BasketOwner owner, Sku sku);

  /** Removes all lines. */
  void clear(BasketOwner owner);

  /**
   * Takes out what was bought: so many pieces of each SKU, as far as they are still there. The
   * second time for the same checkout it does nothing.
   *
   * @return false when it was done before
   */
  boolean takeOut(BasketOwner owner, CheckoutId checkout, Map<Sku, Quantity> bought);

  /** Removes the basket and all that is known about its owner; it is then as if never used. */
  void forget(BasketOwner owner);

  /** What came of an addition. */
  sealed interface Addition {
    /** The pieces are in the basket; so many are in the line now. */
    record Added(Quantity inBasket) implements Addition {}

    /**
     * There would be more than allowed.
     *
     * @param inBasket how many are in the line; 0 when there is none
     */
    record TooMany(int inBasket) implements Addition {}

    /** The basket has no room for a further line. */
    record Full() implements Addition {}

    /** The key was used for another addition. */
    record KeyReused() implements Addition {}
  }
}
