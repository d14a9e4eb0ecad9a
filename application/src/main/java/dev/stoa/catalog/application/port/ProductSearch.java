package dev.stoa.catalog.application.port;

import dev.stoa.catalog.events.ProductV1;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The index in which buyers look for products. It is fed by events, in any order and more than
 * once, and can always be made anew from the catalogue: nothing in it is known only to it.
 *
 * <p>What is kept:
 *
 * <ul>
 *   <li>An older version of a product never overwrites a newer one, and a removed product does not
 *       come back by an older version; the same version again changes nothing.
 *   <li>An inactive product is kept but never found, counted or suggested.
 *   <li>Whether a SKU is in stock is kept per SKU, guarded by the version of the stock, whether or
 *       not a product with that SKU has been indexed; a SKU never heard of is not in stock. A
 *       product is in stock when one of its variants is.
 *   <li>What was written is found after {@link #refresh}, and without it soon, within seconds.
 *   <li>What was written before an orderly end is there after the next start.
 * </ul>
 *
 * <p>What is found:
 *
 * <ul>
 *   <li>An empty text finds every active product; a text without a letter or digit is empty.
 *   <li>Words are looked for in title, description, vendor, tags, categories, option values and
 *       SKU, whatever their case and accents, in singular and plural. Of one or two words all must
 *       occur, of more at least three quarters. Words that only say how others belong together
 *       ("for", "mit") need not occur beside others.
 *   <li>Words that are written together, with a sign between or apart are the same ({@code tshirt},
 *       {@code T-Shirt}; {@code iPhone14}, {@code iphone 14}; {@code NOR.0707-60}, {@code
 *       nor070760}). Signs behind a word tell it from others: {@code C++} comes before {@code C}. A
 *       word is found at the end of a longer one, after all others. Scripts without spaces are
 *       found by pairs of letters.
 *   <li>A match in the title is worth more than one in tags, categories, options and vendor, and
 *       these more than one in the description; a whole SKU comes before everything.
 *   <li>The last word also finds what begins with it, from two letters on.
 *   <li>A word that occurs nowhere is taken for mistyped: four to seven letters may have one error,
 *       longer ones two; the first letter is taken to be right. An exchange of neighbours is one
 *       error. A word of more than forty letters is taken as it is; a word that occurred only in
 *       what was removed or replaced occurs nowhere.
 *   <li>No text fails, however long or odd: operators have no meaning, and only the first words of
 *       a very long text count.
 *   <li>Values of one filter are alternatives, different filters must all hold. Prices are compared
 *       in the currency of the query; a product matches when one of its variants does.
 *   <li>A facet counts the values of the products found without the facet's own filter (so that a
 *       second value can be added), most frequent first; likewise the price bounds ignore the price
 *       filter. A facet lists a hundred values, and each option as many. Prices are exact to the
 *       last unit.
 *   <li>Total and facets count all products found, on every page.
 *   <li>Equal ranks are ordered by newness, then id: the order of two products never depends on
 *       other products.
 *   <li>Following the cursors shows every product found once, also while others are added or
 *       removed, after a refresh and after a restart. A cursor of another query, or a forged one,
 *       is refused with {@link InvalidCursor}.
 *   <li>Highlights are HTML: the text is escaped, matches stand in {@code <mark>}. Of the
 *       description they show the passage with the most different words.
 *   <li>Suggestions complete what is being typed to titles, vendors and categories, forgiving one
 *       error from four letters on; titles of inactive products are never suggested.
 * </ul>
 *
 * <p>Every method throws {@link StoreUnavailable} when the index cannot be read or written.
 */
public interface ProductSearch extends AutoCloseable {
  /** Takes in a product as it is at this version. */
  void index(ProductV1 product, Version version);

  /**
   * Forgets a product.
   *
   * @param version of the removal, higher than that of what is removed
   */
  void remove(ProductId product, Version version);

  /**
   * Notes whether a SKU can be bought.
   *
   * @param version of the stock
   */
  void setInStock(Sku sku, boolean inStock, Version version);

  /**
   * A product as the catalogue has it, with what it knows of the stock.
   *
   * @param stock of those variants whose stock was ever counted
   */
  record Snapshot(ProductV1 product, Version version, List<Availability> stock) {
    public Snapshot {
      stock = List.copyOf(stock);
    }
  }

  /**
   * Whether a SKU can be bought.
   *
   * @param version of the stock
   */
  record Availability(Sku sku, boolean inStock, Version version) {}

  /** Takes in many products and their stock: as one after the other, where possible faster. */
  default void indexAll(List<Snapshot> products) {
    for (Snapshot each : products) {
      index(each.product(), each.version());
      each.stock().forEach(stock -> setInStock(stock.sku(), stock.inStock(), stock.version()));
    }
  }

  /**
   * Begins an empty index that shall take the place of this one. Searches go on in this one; what
   * is written here meanwhile is written there too. One that an earlier call began is given up.
   *
   * @return empty when the engine has no second index, and repairs the one it has
   */
  default Optional<Successor> successor() {
    return Optional.empty();
  }

  /** An index that is being filled. */
  interface Successor extends AutoCloseable {
    /** Takes in many products and their stock. */
    void indexAll(List<Snapshot> products);

    /**
     * From one moment to the next this is the index that is searched, complete and caught up; the
     * old one is thrown away.
     */
    void takeOver();

    /** Throws away what was filled in, unless it took over. */
    @Override
    void close();
  }

  /** Makes everything written so far visible to searches that begin from now on. */
  void refresh();

  /** Finds products. */
  SearchResults search(SearchQuery query);

  /**
   * Completes a text.
   *
   * @param limit at most so many, 1 to 20
   * @return the best first; empty for a text without letters or digits
   */
  List<Suggestion> suggest(String text, int limit);

  /** Visits every product that is indexed, active or not, with its version. */
  void forEachProduct(BiConsumer<ProductId, Version> visitor);

  /**
   * Whether the index may lack something that was written before: it is new, was damaged, or its
   * last process did not end in order. True until {@link #caughtUp} is called.
   */
  boolean mayBeBehind();

  /**
   * Whether the index was built by another version of the program, for other queries. It is behind
   * then, finds nothing or little, and cannot be completed: a {@link #successor} takes its place.
   * Never true of an engine that has no successor, for it begins anew by itself.
   */
  default boolean isOfAnotherFormat() {
    return false;
  }

  /** Notes that everything in the catalogue has been written again. */
  void caughtUp();

  /** Ends in order; afterwards every call is refused with {@link StoreUnavailable}. */
  @Override
  void close();
}
