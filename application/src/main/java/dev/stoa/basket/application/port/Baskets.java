package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Generation;
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
 *   <li>1. Every change is atomic and sees all changes before it: of many at once, none is lost.
 *   <li>2. Adding to a line, setting or removing one costs the same however much is in the basket.
 *   <li>3. Lines are read in the order in which their SKUs were first added; a removed SKU that
 *       comes again comes last.
 *   <li>4. Each change of the lines raises the version of the basket; what changes nothing does
 *       not.
 *   <li>5. A basket that was never used is empty, of version 0 and of the first generation. Baskets
 *       of other owners are not touched.
 *   <li>6. A basket holds at most {@link Basket#MAX_LINES} lines; what would be one more is refused
 *       and changes nothing.
 *   <li>7. An addition that was made under an operation key is not made again: the same key with
 *       the same SKU and quantity gives the answer of then, with others it is refused. A key is
 *       known for at least the next {@value #KEYS_KEPT} changes of the basket; a refused addition
 *       uses no key up.
 *   <li>8. Only the end of a generation raises the generation, by one. What was bought leaves in
 *       the same commit; what was added meanwhile stays.
 *   <li>9. A generation ends once: ending another one than the basket's, or one of a basket that
 *       was never used or was forgotten, changes nothing.
 *   <li>10. What was changed is there after a restart. A store that may lose what it acknowledged
 *       loses a basket's newest changes, or the whole basket; one that is filled after that is of a
 *       generation that it never had before.
 *   <li>11. What a checkout without a generation bought is taken out once; what was added meanwhile
 *       stays.
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
   * Ends a generation of the basket: takes out what was bought of it, so many pieces of each SKU as
   * far as they are still there, and raises the generation, in one commit.
   *
   * @param bought empty when the purchase was refused or declined: then only the number grows
   * @return false when the basket is of another generation; nothing is changed then
   */
  boolean endGeneration(BasketOwner owner, Generation generation, Map<Sku, Quantity> bought);

  /**
   * Takes out what a checkout bought that was started before baskets had generations: so many
   * pieces of each SKU, as far as they are still there. The second time for the same checkout it
   * does nothing.
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
