package dev.stoa.catalog.document.search;

import dev.stoa.catalog.application.port.SearchHit;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.jspecify.annotations.Nullable;

/**
 * Marks what a text was found by: the whole title, and of the description the passage with the most
 * different words. The result is HTML; what is not a mark is escaped.
 */
public final class Marks {
  /** Only so much of a description is looked through. */
  private static final int LOOKED_THROUGH = 10_000;

  private static final int PASSAGE = 160;
  private static final int PASSAGES = 20;
  private static final int BEFORE = 60;

  private final Set<String> terms;
  private final List<CharacterRunAutomaton> near;
  private final @Nullable String start;

  /** A mistyped word. */
  record Near(String term, int errors) {}

  Marks(Collection<String> terms, List<Near> near, @Nullable String start) {
    this.terms = Set.copyOf(terms);
    this.near =
        near.stream()
            .map(each -> new CharacterRunAutomaton(Typing.near(each.term(), each.errors())))
            .toList();
    this.start = start;
  }

  /** What a query marks. */
  public static Marks of(TextQuery text, int mistyped) {
    return text.toMarks(mistyped);
  }

  private record Span(int from, int to, String word) {}

  /** Title and description with their marks; null for one without. */
  public SearchHit.Highlights in(String title, String description) {
    String marked = marked(title, spans(title), 0, title.length());
    String looked = Analysis.cut(description, LOOKED_THROUGH);
    return new SearchHit.Highlights(marked, passage(looked));
  }

  private List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    for (Token token : Analysis.tokens(text, Integer.MAX_VALUE)) {
      word(token).ifPresent(word -> add(spans, new Span(token.start(), token.end(), word)));
    }
    return spans;
  }

  /** Two words that were found as one are marked as one. */
  private static void add(List<Span> spans, Span span) {
    Span last = spans.isEmpty() ? null : spans.getLast();
    if (last != null && last.word().equals(span.word()) && span.from() - last.to() == 1) {
      spans.set(spans.size() - 1, new Span(last.from(), span.to(), span.word()));
    } else {
      spans.add(span);
    }
  }

  /** What a word was found by. */
  private Optional<String> word(Token token) {
    for (String form : token.forms()) {
      if (terms.contains(form)) {
        return Optional.of(form);
      }
    }
    if (token.dense()) {
      return Optional.empty();
    }
    for (String form : token.forms()) {
      if (start != null && form.startsWith(start)) {
        return Optional.of(start);
      }
      for (CharacterRunAutomaton each : near) {
        if (each.run(form)) {
          return Optional.of(form);
        }
      }
    }
    return IndexedProduct.ends(token).stream().filter(terms::contains).findFirst();
  }

  private static @Nullable String marked(String text, List<Span> spans, int from, int to) {
    StringBuilder html = new StringBuilder();
    int done = from;
    int open = -1;
    for (Span span : spans) {
      if (span.from() < from || span.to() > to) {
        continue;
      }
      if (open >= 0 && span.from() > done) {
        html.append("</mark>");
        open = -1;
      }
      if (open < 0) {
        escape(text, done, span.from(), html);
        html.append("<mark>");
        open = span.from();
        done = span.from();
      }
      escape(text, done, Math.max(done, span.to()), html);
      done = Math.max(done, span.to());
    }
    if (open < 0) {
      return null;
    }
    html.append("</mark>");
    escape(text, done, to, html);
    return html.toString();
  }

  private @Nullable String passage(String text) {
    List<Span> spans = spans(text);
    if (spans.isEmpty()) {
      return null;
    }
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    int best = -1;
    int bestFrom = 0;
    for (Span span : spans.subList(0, Math.min(spans.size(), PASSAGES))) {
      int from = span.from() == 0 ? 0 : sentences.preceding(span.from() + 1);
      from = Math.max(from, 0);
      if (span.to() - from > PASSAGE) {
        from = wordBoundary(text, Math.max(from, span.from() - BEFORE), span.from());
      }
      int worth = differentWords(spans, from, from + PASSAGE);
      if (worth > best) {
        best = worth;
        bestFrom = from;
      }
    }
    int from = bestFrom;
    int to = end(text, spans, from);
    String marked = marked(text, spans, from, to);
    return marked == null ? null : marked.strip();
  }

  private static int end(String text, List<Span> spans, int from) {
    if (text.length() - from <= PASSAGE) {
      return text.length();
    }
    BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
    words.setText(text);
    int to = words.preceding(from + PASSAGE + 1);
    int needed =
        spans.stream()
            .filter(span -> span.from() >= from)
            .mapToInt(Span::to)
            .findFirst()
            .orElse(to);
    return Math.max(to, needed);
  }

  /** The first place from here on where a word begins, at the latest the other one. */
  private static int wordBoundary(String text, int from, int latest) {
    int at = from;
    while (at > 0 && at < latest && !Character.isWhitespace(text.charAt(at - 1))) {
      at++;
    }
    return at;
  }

  private static int differentWords(List<Span> spans, int from, int to) {
    Set<String> words = new HashSet<>();
    for (Span span : spans) {
      if (span.from() >= from && span.to() <= to) {
        words.add(span.word());
      }
    }
    return words.size();
  }

  private static void escape(String text, int from, int to, StringBuilder html) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#x27;");
        default -> html.append(c);
      }
    }
  }
}
