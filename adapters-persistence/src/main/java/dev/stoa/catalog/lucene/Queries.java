package dev.stoa.catalog.lucene;

import dev.stoa.catalog.document.search.Clause;
import dev.stoa.catalog.document.search.Typing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** The clauses of the search policy as queries of Lucene. */
final class Queries {
  private static final int FIRST_LETTER = 1;

  private Queries() {}

  static Query of(Clause clause) {
    return switch (clause) {
      case Clause.Everything everything -> MatchAllDocsQuery.INSTANCE;
      case Clause.Term term -> new TermQuery(new Term(term.field().indexName(), term.value()));
      case Clause.Prefix prefix ->
          new PrefixQuery(new Term(prefix.field().indexName(), prefix.start()));
      case Clause.Fuzzy fuzzy ->
          new FuzzyQuery(
              new Term(fuzzy.field().indexName(), fuzzy.value()),
              fuzzy.edits(),
              FIRST_LETTER,
              FuzzyQuery.defaultMaxExpansions,
              true,
              MultiTermQuery.CONSTANT_SCORE_BLENDED_REWRITE);
      case Clause.FuzzyPrefix fuzzy ->
          new AutomatonQuery(
              new Term(fuzzy.field().indexName(), ""), Typing.beginsNear(fuzzy.start()));
      case Clause.Phrase phrase ->
          new PhraseQuery(
              phrase.slop(), phrase.field().indexName(), phrase.terms().toArray(String[]::new));
      case Clause.Worth worth ->
          new BoostQuery(new ConstantScoreQuery(of(worth.clause())), worth.weight());
      case Clause.Best best ->
          new DisjunctionMaxQuery(best.ways().stream().map(Queries::of).toList(), 0);
      case Clause.AtLeast some -> {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        some.clauses().forEach(each -> all.add(of(each), Occur.SHOULD));
        yield all.setMinimumNumberShouldMatch(some.wanted()).build();
      }
      case Clause.Ranked ranked -> {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(of(ranked.found()), Occur.MUST);
        ranked.bonus().forEach(each -> all.add(of(each), Occur.SHOULD));
        yield all.build();
      }
    };
  }

  /** The words that occur in no product, one bit each. */
  static int missing(IndexSearcher searcher, Map<Integer, List<Clause>> words) throws IOException {
    int bits = 0;
    for (Map.Entry<Integer, List<Clause>> word : words.entrySet()) {
      if (!isAnyThere(searcher, word.getValue())) {
        bits |= 1 << word.getKey();
      }
    }
    return bits;
  }

  private static boolean isAnyThere(IndexSearcher searcher, List<Clause> ways) throws IOException {
    for (Clause way : ways) {
      boolean there =
          switch (way) {
            case Clause.Term term ->
                hasTerm(searcher, term.field().indexName(), term.value(), false);
            case Clause.Prefix prefix ->
                hasTerm(searcher, prefix.field().indexName(), prefix.start(), true);
            default -> searcher.count(of(way)) > 0;
          };
      if (there) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasTerm(IndexSearcher searcher, String field, String text, boolean prefix)
      throws IOException {
    BytesRef wanted = new BytesRef(text);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Terms all = leaf.reader().terms(field);
      if (all == null) {
        continue;
      }
      TermsEnum each = all.iterator();
      if (!prefix) {
        if (each.seekExact(wanted) && isLive(leaf.reader(), each)) {
          return true;
        }
        continue;
      }
      boolean found = each.seekCeil(wanted) != TermsEnum.SeekStatus.END;
      while (found && StringHelper.startsWith(each.term(), wanted)) {
        if (isLive(leaf.reader(), each)) {
          return true;
        }
        found = each.next() != null;
      }
    }
    return false;
  }

  /** Whether one of the documents with a term has not been replaced or removed since. */
  private static boolean isLive(LeafReader reader, TermsEnum term) throws IOException {
    Bits live = reader.getLiveDocs();
    if (live == null) {
      return true;
    }
    PostingsEnum documents = term.postings(null, PostingsEnum.NONE);
    int document = documents.nextDoc();
    while (document != DocIdSetIterator.NO_MORE_DOCS) {
      if (live.get(document)) {
        return true;
      }
      document = documents.nextDoc();
    }
    return false;
  }
}
