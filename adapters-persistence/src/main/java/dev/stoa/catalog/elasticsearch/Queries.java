package dev.stoa.catalog.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.json.JsonData;
import dev.stoa.catalog.document.search.Clause;
import dev.stoa.catalog.document.search.Facet;
import dev.stoa.catalog.document.search.Typing;
import java.util.Collection;
import java.util.List;

/** The clauses and filters of the search policy as queries of Elasticsearch. */
final class Queries {
  private static final int FIRST_LETTER = 1;

  /** All terms that are near, not the first fifty; none of them scores by how rare it is. */
  private static final String EVERY_TERM = "constant_score";

  private Queries() {}

  static Query of(Clause clause) {
    return switch (clause) {
      case Clause.Everything everything -> all();
      case Clause.Term term -> term(term.field().indexName(), term.value());
      case Clause.Prefix prefix ->
          Query.of(q -> q.prefix(p -> p.field(prefix.field().indexName()).value(prefix.start())));
      case Clause.Fuzzy fuzzy ->
          Query.of(q ->
              q.fuzzy(f ->
                  f.field(fuzzy.field().indexName())
                      .value(fuzzy.value())
                      .fuzziness(Integer.toString(fuzzy.edits()))
                      .prefixLength(FIRST_LETTER)
                      .rewrite(EVERY_TERM)));
      case Clause.FuzzyPrefix fuzzy ->
          Query.of(q ->
              q.regexp(r ->
                  r.field(fuzzy.field().indexName())
                      .value(Typing.beginsNearPattern(fuzzy.start()))
                      .flags("NONE")));
      case Clause.Phrase phrase ->
          Query.of(q ->
              q.matchPhrase(p ->
                  p.field(phrase.field().indexName())
                      .query(String.join(" ", phrase.terms()))
                      .slop(phrase.slop())));
      case Clause.Worth worth ->
          Query.of(q ->
              q.constantScore(c -> c.filter(of(worth.clause())).boost((float) worth.weight())));
      case Clause.Best best ->
          Query.of(q -> q.disMax(d -> d.queries(each(best.ways())).tieBreaker(0.0)));
      case Clause.AtLeast some ->
          Query.of(q ->
              q.bool(b ->
                  b.should(each(some.clauses()))
                      .minimumShouldMatch(Integer.toString(some.wanted()))));
      case Clause.Ranked ranked ->
          Query.of(q ->
              q.bool(b ->
                  b.must(of(ranked.found())).should(each(ranked.bonus())).minimumShouldMatch("0")));
    };
  }

  private static List<Query> each(List<Clause> clauses) {
    return clauses.stream().map(Queries::of).toList();
  }

  static Query of(Facet.Filter filter) {
    return switch (filter) {
      case Facet.Filter.Values values -> values(values);
      // As JSON: the typed bounds are floating-point numbers.
      case Facet.Filter.Price price ->
          Query.of(q ->
              q.range(r ->
                  r.untyped(u ->
                      u.field(Documents.prices(price.currency()))
                          .gte(JsonData.of(price.min()))
                          .lte(JsonData.of(price.max())))));
      case Facet.Filter.Stock stock ->
          Query.of(q -> q.term(t -> t.field(Documents.IN_STOCK).value(stock.inStock())));
    };
  }

  private static Query values(Facet.Filter.Values filter) {
    String facet = filter.facet();
    if (Facet.isOption(facet)) {
      String begin = Facet.optionName(facet) + Documents.BETWEEN;
      return terms(
          Documents.OPTION_KEYS,
          filter.values().stream()
              .filter(value -> !value.isEmpty())
              .map(value -> begin + value)
              .toList());
    }
    return terms(Documents.facetField(facet), filter.values());
  }

  static Query term(String field, String value) {
    return Query.of(q -> q.term(t -> t.field(field).value(value)));
  }

  static Query terms(String field, Collection<String> values) {
    List<FieldValue> wanted = values.stream().map(FieldValue::of).toList();
    return Query.of(q -> q.terms(t -> t.field(field).terms(v -> v.value(wanted))));
  }

  static Query all() {
    return Query.of(q -> q.matchAll(m -> m));
  }

  /** What matches all; everything when there are none. */
  static Query filter(Collection<Query> filters) {
    return filters.isEmpty() ? all() : Query.of(q -> q.bool(b -> b.filter(List.copyOf(filters))));
  }
}
