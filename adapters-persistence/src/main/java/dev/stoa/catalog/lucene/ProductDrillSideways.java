package dev.stoa.catalog.lucene;

import dev.stoa.catalog.application.port.SearchResults.FacetCount;
import dev.stoa.catalog.application.port.SearchResults.Facets;
import dev.stoa.catalog.application.port.SearchResults.PriceBounds;
import dev.stoa.catalog.document.search.Facet;
import dev.stoa.shared.domain.Money;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;

/**
 * One search with its facets. For each filtered dimension the products are collected that all other
 * filters let through, in the same pass.
 */
final class ProductDrillSideways extends DrillSideways {
  private final Map<String, FacetsCollector> sideways = new HashMap<>();
  private @Nullable FacetsCollector found;

  ProductDrillSideways(IndexSearcher searcher, SortedSetDocValuesReaderState state) {
    super(searcher, ProductDocuments.FACETS, state);
  }

  TopFieldDocs search(DrillDownQuery query, @Nullable FieldDoc after, int limit, Sort sort)
      throws IOException {
    return (TopFieldDocs) search(query, null, after, limit, sort, false).hits;
  }

  @Override
  protected org.apache.lucene.facet.Facets buildFacetsResult(
      FacetsCollector drillDowns,
      FacetsCollector @Nullable [] drillSideways,
      String @Nullable [] drillSidewaysDims)
      throws IOException {
    found = drillDowns;
    if (drillSideways != null && drillSidewaysDims != null) {
      for (int i = 0; i < drillSideways.length; i++) {
        sideways.put(drillSidewaysDims[i], drillSideways[i]);
      }
    }
    return new SortedSetDocValuesFacetCounts(state, drillDowns);
  }

  long total() {
    long total = 0;
    for (FacetsCollector.MatchingDocs leaf : found().getMatchingDocs()) {
      total += leaf.totalHits();
    }
    return total;
  }

  Facets facets(Currency currency) throws IOException {
    Map<String, List<FacetCount>> all = allDims(found());
    Map<String, List<FacetCount>> options = options(all);
    for (Map.Entry<String, FacetsCollector> own : sideways.entrySet()) {
      String name = own.getKey();
      if (Facet.isOption(name)) {
        Map<String, List<FacetCount>> others = options(allDims(own.getValue()));
        String option = Facet.optionName(name);
        List<FacetCount> values = others.get(option);
        if (values != null) {
          options.put(option, values);
        }
      } else if (!name.equals(Facet.PRICE) && !name.equals(Facet.STOCK)) {
        FacetResult dimension = countsOf(own.getValue()).getTopChildren(Facet.MOST_VALUES, name);
        all.put(name, dimension == null ? List.of() : counts(dimension));
      }
    }
    return new Facets(
        Facet.listed(all.getOrDefault(Facet.CATEGORY, List.of())),
        Facet.listed(all.getOrDefault(Facet.VENDOR, List.of())),
        Facet.listed(all.getOrDefault(Facet.TAG, List.of())),
        options,
        prices(currency));
  }

  private Map<String, List<FacetCount>> allDims(FacetsCollector collector) throws IOException {
    Map<String, List<FacetCount>> all = new HashMap<>();
    for (FacetResult dimension : countsOf(collector).getAllDims(Facet.MOST_OPTION_VALUES)) {
      all.put(dimension.dim, counts(dimension));
    }
    return all;
  }

  private static Map<String, List<FacetCount>> options(Map<String, List<FacetCount>> all) {
    List<Facet.OptionCount> counted = new ArrayList<>();
    all.forEach((name, counts) -> {
      if (Facet.isOption(name)) {
        counts.forEach(each ->
            counted.add(new Facet.OptionCount(Facet.optionName(name), each.value(), each.count())));
      }
    });
    return Facet.listedOptions(counted);
  }

  private SortedSetDocValuesFacetCounts countsOf(FacetsCollector collector) throws IOException {
    return new SortedSetDocValuesFacetCounts(state, collector);
  }

  private static List<FacetCount> counts(FacetResult dimension) {
    List<FacetCount> counts = new ArrayList<>();
    for (LabelAndValue each : dimension.labelValues) {
      counts.add(new FacetCount(each.label, each.value.intValue()));
    }
    return counts;
  }

  private Optional<PriceBounds> prices(Currency currency) throws IOException {
    FacetsCollector collector = sideways.getOrDefault(Facet.PRICE, found());
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (FacetsCollector.MatchingDocs leaf : collector.getMatchingDocs()) {
      DocIdSetIterator documents = leaf.bits().iterator();
      if (documents == null) {
        continue;
      }
      LeafReader reader = leaf.context().reader();
      NumericDocValues lowest =
          DocValues.getNumeric(reader, Fields.minPrice(currency.getCurrencyCode()));
      NumericDocValues highest =
          DocValues.getNumeric(reader, Fields.maxPrice(currency.getCurrencyCode()));
      for (int doc = documents.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = documents.nextDoc()) {
        if (lowest.advanceExact(doc) && highest.advanceExact(doc)) {
          min = Math.min(min, lowest.longValue());
          max = Math.max(max, highest.longValue());
        }
      }
    }
    return min > max
        ? Optional.empty()
        : Optional.of(new PriceBounds(new Money(min, currency), new Money(max, currency)));
  }

  private FacetsCollector found() {
    if (found == null) {
      throw new IllegalStateException("facets are counted by a search: search first");
    }
    return found;
  }

  /** The values of a dimension that occur in products on sale, most frequent first. */
  static List<String> values(SortedSetDocValuesFacetCounts counts, String dimension)
      throws IOException {
    FacetResult all = counts.getAllChildren(dimension);
    if (all == null) {
      return List.of();
    }
    return Arrays.stream(all.labelValues)
        .sorted(
            Comparator.comparingInt((LabelAndValue each) -> each.value.intValue())
                .reversed()
                .thenComparing(each -> each.label))
        .map(each -> each.label)
        .toList();
  }
}
