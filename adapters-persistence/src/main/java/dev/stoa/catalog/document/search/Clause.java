package dev.stoa.catalog.document.search;

import java.util.List;

/**
 * What is asked of an index, whatever the engine. Only {@link Worth} scores, always the same
 * number, whatever else the index holds; all other clauses find.
 */
public sealed interface Clause {
  /** Everything. */
  record Everything() implements Clause {}

  /** The products that have this term. */
  record Term(Field field, String value) implements Clause {}

  /** The products with a term that begins like this. */
  record Prefix(Field field, String start) implements Clause {}

  /**
   * The products with a term at most so many errors away, however many such terms there are. An
   * exchange of neighbours is one error; the first letter is right.
   */
  record Fuzzy(Field field, String value, int edits) implements Clause {}

  /** The products with a term whose beginning is at most one error away, the first letter right. */
  record FuzzyPrefix(Field field, String start) implements Clause {}

  /** The products in which the terms follow each other, at most so many places out of order. */
  record Phrase(Field field, List<String> terms, int slop) implements Clause {
    public Phrase {
      terms = List.copyOf(terms);
    }
  }

  /** The same products, each with this score. */
  record Worth(Clause clause, int weight) implements Clause {}

  /** The products that match one of the ways, with the highest of their scores. */
  record Best(List<Clause> ways) implements Clause {
    public Best {
      ways = List.copyOf(ways);
    }
  }

  /** The products that match at least so many, with the sum of the scores. */
  record AtLeast(int wanted, List<Clause> clauses) implements Clause {
    public AtLeast {
      clauses = List.copyOf(clauses);
    }
  }

  /** The products found, with the scores of what else matches added to theirs. */
  record Ranked(Clause found, List<Clause> bonus) implements Clause {
    public Ranked {
      bonus = List.copyOf(bonus);
    }
  }

  /** The products that match all. */
  static Clause all(List<Clause> clauses) {
    return new AtLeast(clauses.size(), clauses);
  }

  /** The products that match one of them. */
  static Clause any(List<Clause> clauses) {
    return new AtLeast(1, clauses);
  }
}
