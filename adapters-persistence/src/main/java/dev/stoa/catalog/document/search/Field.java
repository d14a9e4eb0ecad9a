package dev.stoa.catalog.document.search;

import java.util.Arrays;
import java.util.List;

/**
 * The fields in which an index looks for words. All hold terms that are ready: an engine compares
 * them as they are. Weights are whole numbers, whose sums are exact in any order of adding, so that
 * a score never differs between two engines, shards or runs.
 */
public enum Field {
  TITLE("title", 16),
  SKU_PARTS("skuParts", 8),
  TAGS("tags", 8),
  CATEGORIES("categories", 8),
  OPTIONS("options", 8),
  VENDOR("vendor", 8),
  DESCRIPTION("description", 2),

  /** The ends of long words, for languages that write compounds as one word. */
  ENDS("ends", 1),

  /** Everything but description and SKUs: what typing completes and what joined words are in. */
  WORDS("words", 0),

  /** The SKUs in lower case: as they are, and without anything but letters and digits. */
  SKU_WHOLE("skuWhole", 0),

  /** The title as one term: for equality, and for titles that begin like a text. */
  TITLE_KEY("titleKey", 0),

  /** The title's terms in their order; the only field with positions. */
  TITLE_PHRASE("titlePhrase", 0);

  private static final List<Field> SEARCHED =
      Arrays.stream(values()).filter(field -> field.weight > 1).toList();

  private final String indexName;
  private final int weight;

  Field(String indexName, int weight) {
    this.indexName = indexName;
    this.weight = weight;
  }

  /** The name in the index. */
  public String indexName() {
    return indexName;
  }

  /** What the match of a whole word is worth; zero where single words are not looked for. */
  public int weight() {
    return weight;
  }

  /** Whether the order of its terms counts. */
  public boolean hasPositions() {
    return this == TITLE_PHRASE;
  }

  /** Whether a mistyped word is looked for in it: a SKU is right or another one. */
  boolean forgives() {
    return this != SKU_PARTS;
  }

  /** The fields in which whole words are looked for, in the order of their weight. */
  static List<Field> searched() {
    return SEARCHED;
  }
}
