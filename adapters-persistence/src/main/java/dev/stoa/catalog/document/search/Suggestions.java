package dev.stoa.catalog.document.search;

import dev.stoa.catalog.application.port.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;

/**
 * Completes a text: every word but the last must occur, the last may be unfinished. Categories and
 * vendors come first, for they are few and lead to many products; what matches only with a typing
 * error comes last. An engine answers one round after the other until there are enough.
 */
public final class Suggestions {
  private static final int MOST_WORDS = 8;
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_LABELS = 3;
  private static final int TITLE_START = 2;

  private final int limit;
  private final List<Round> rounds;
  private final Set<Suggestion> found = new LinkedHashSet<>();

  private Suggestions(int limit, List<Round> rounds) {
    this.limit = limit;
    this.rounds = rounds;
  }

  /** Begins to complete a text with at most so many suggestions. */
  public static Suggestions completing(String raw, int limit) {
    String text = WellFormed.text(Analysis.cut(raw, LONGEST_TEXT));
    List<Token> tokens = Analysis.tokens(text, MOST_WORDS);
    if (tokens.isEmpty()) {
      return new Suggestions(limit, List.of());
    }
    String start = Analysis.titleKey(text);
    List<Round> rounds = new ArrayList<>();
    rounds.add(Round.of(start, tokens, false));
    boolean mayBeWrong =
        tokens.stream().anyMatch(token -> !token.dense() && Typing.errors(token.plain()) > 0);
    if (mayBeWrong) {
      rounds.add(Round.of(start, tokens, true));
    }
    return new Suggestions(limit, rounds);
  }

  /** What is asked one after the other; nothing for a text without letters and digits. */
  public List<Round> rounds() {
    return rounds;
  }

  public boolean isFull() {
    return found.size() >= limit;
  }

  /**
   * Takes the answer to a round.
   *
   * @param categories of products on sale, those of the most products first; others than wanted may
   *     be among them
   * @param vendors the same
   * @param titles of the products found, in the order of {@link SearchOrder#BY_SCORE}
   */
  public void add(
      Round round,
      Collection<String> categories,
      Collection<String> vendors,
      List<Suggestion> titles) {
    round
        .matching(categories)
        .forEach(label -> found.add(new Suggestion(label, Suggestion.Kind.CATEGORY, null)));
    round
        .matching(vendors)
        .forEach(label -> found.add(new Suggestion(label, Suggestion.Kind.VENDOR, null)));
    found.addAll(titles);
  }

  /** The best first. */
  public List<Suggestion> found() {
    return found.stream().limit(limit).toList();
  }

  /** The text as it stands, or with typing errors forgiven. */
  public static final class Round {
    private final String start;
    private final List<Token> tokens;
    private final boolean forgiving;
    private final List<CharacterRunAutomaton> near;

    private Round(
        String start, List<Token> tokens, boolean forgiving, List<CharacterRunAutomaton> near) {
      this.start = start;
      this.tokens = tokens;
      this.forgiving = forgiving;
      this.near = near;
    }

    private static Round of(String start, List<Token> tokens, boolean forgiving) {
      List<CharacterRunAutomaton> near = new ArrayList<>();
      for (int i = 0; forgiving && i < tokens.size(); i++) {
        Token token = tokens.get(i);
        boolean last = i == tokens.size() - 1;
        if (forgives(token, last)) {
          near.add(
              new CharacterRunAutomaton(
                  last ? Typing.beginsNear(token.plain()) : Typing.near(token.plain(), 1)));
        } else {
          near.add(NOTHING);
        }
      }
      return new Round(start, tokens, forgiving, near);
    }

    private static final CharacterRunAutomaton NOTHING =
        new CharacterRunAutomaton(Automata.makeEmpty());

    private static boolean forgives(Token token, boolean last) {
      return !token.dense()
          && (last ? Typing.forgivesUnfinished(token.plain()) : Typing.errors(token.plain()) > 0);
    }

    /** The clause that finds titles and ranks those first that begin like the text. */
    public Clause titles() {
      return new Clause.Ranked(
          new Clause.Worth(words(Field.TITLE), 1),
          List.of(new Clause.Worth(new Clause.Prefix(Field.TITLE_KEY, start), TITLE_START)));
    }

    /** The clause that finds products with the words in this field. */
    public Clause words(Field field) {
      List<Clause> words = new ArrayList<>();
      for (int i = 0; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        boolean last = i == tokens.size() - 1;
        if (forgiving && forgives(token, last)) {
          words.add(
              last
                  ? new Clause.FuzzyPrefix(field, token.plain())
                  : new Clause.Fuzzy(field, token.plain(), 1));
        } else if (last && !token.dense()) {
          words.add(new Clause.Prefix(field, token.plain()));
        } else {
          words.add(new Clause.Term(field, token.plain()));
        }
      }
      return Clause.all(words);
    }

    private List<String> matching(Collection<String> labels) {
      return labels.stream().filter(this::matches).limit(MOST_LABELS).toList();
    }

    private boolean matches(String label) {
      Set<String> forms = Analysis.forms(label);
      for (int i = 0; i < tokens.size(); i++) {
        if (!matches(i, forms)) {
          return false;
        }
      }
      return true;
    }

    private boolean matches(int i, Set<String> forms) {
      Token token = tokens.get(i);
      if (forms.contains(token.plain())) {
        return true;
      }
      boolean unfinished = i == tokens.size() - 1 && !token.dense();
      return forms.stream()
          .anyMatch(form ->
              (unfinished && form.startsWith(token.plain()))
                  || (forgiving && near.get(i).run(form)));
    }
  }
}
