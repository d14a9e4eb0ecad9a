package dev.stoa.catalog.rest;

import dev.stoa.catalog.application.SearchProducts;
import dev.stoa.catalog.application.SuggestProducts;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.application.port.SearchQuery.PriceRange;
import dev.stoa.catalog.application.port.SearchQuery.Sort;
import dev.stoa.catalog.application.port.Suggestion;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Field;
import dev.stoa.shared.rest.PageJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/products/search} and {@code /api/products/suggest}. */
@Path("/api/products")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "search")
public final class SearchResource {
  private static final String OPTION = "option.";
  private static final int SUGGESTIONS = 8;
  private static final Map<String, Sort> SORTS =
      Map.of(
          "relevance", Sort.RELEVANCE,
          "price", Sort.PRICE,
          "-price", Sort.PRICE_DESCENDING,
          "title", Sort.TITLE,
          "-title", Sort.TITLE_DESCENDING,
          "newest", Sort.NEWEST);

  private final SearchProducts search;
  private final SuggestProducts suggest;
  private final Currency shopCurrency;

  SearchResource(SearchProducts search, SuggestProducts suggest, Currency shopCurrency) {
    this.search = search;
    this.suggest = suggest;
    this.shopCurrency = shopCurrency;
  }

  /** What completes a text. */
  record Suggestions(List<SuggestionItem> items) {}

  /**
   * A completion.
   *
   * @param kind {@code product}, {@code category} or {@code vendor}
   * @param handle of the product; absent otherwise
   */
  record SuggestionItem(String text, String kind, @Nullable String handle) {}

  @GET
  @Path("search")
  @Access(Level.ANYONE)
  @Operation(
      summary = "Finds products; filters may be repeated, option.<name>=<value> filters by option")
  public Response search(
      @QueryParam("q") @Nullable String text,
      @QueryParam("category") List<String> categories,
      @QueryParam("vendor") List<String> vendors,
      @QueryParam("tag") List<String> tags,
      @Parameter(description = "Lowest price, such as 19.90") @QueryParam("minPrice")
          @Nullable String minPrice,
      @QueryParam("maxPrice") @Nullable String maxPrice,
      @QueryParam("currency") @Nullable String currency,
      @QueryParam("inStock") @Nullable String inStock,
      @Parameter(description = "relevance, price, -price, title, -title or newest")
          @QueryParam("sort")
          @Nullable String sort,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    SearchQuery query =
        new SearchQuery(
            text == null ? "" : text,
            Set.copyOf(categories),
            Set.copyOf(vendors),
            Set.copyOf(tags),
            options(uri.getQueryParameters()),
            prices(minPrice, maxPrice, currency),
            Field.readOptional("inStock", inStock, SearchResource::yesOrNo),
            sort == null ? Sort.RELEVANCE : Field.read("sort", sort, SearchResource::sort),
            PageJson.request(limit, cursor));
    return fresh(SearchResponse.of(search.handle(query)));
  }

  @GET
  @Path("suggest")
  @Access(Level.ANYONE)
  @Operation(summary = "Completes what is being typed to titles, categories and vendors")
  public Response suggest(
      @QueryParam("q") @Nullable String text, @QueryParam("limit") @Nullable Integer limit) {
    SuggestProducts.Query query =
        Field.read(
            "limit",
            limit == null ? SUGGESTIONS : limit,
            n -> new SuggestProducts.Query(text == null ? "" : text, n));
    return fresh(
        new Suggestions(suggest.handle(query).stream().map(SearchResource::item).toList()));
  }

  private static SuggestionItem item(Suggestion suggestion) {
    return new SuggestionItem(
        suggestion.text(), suggestion.kind().name().toLowerCase(Locale.ROOT), suggestion.handle());
  }

  private PriceRange prices(@Nullable String min, @Nullable String max, @Nullable String currency) {
    Currency wanted =
        currency == null
            ? shopCurrency
            : Field.read("currency", currency, code -> Money.parse("0", code).currency());
    Long lowest = Field.readOptional("minPrice", min, amount -> minor(amount, wanted));
    Long highest = Field.readOptional("maxPrice", max, amount -> minor(amount, wanted));
    return Field.read("maxPrice", wanted, c -> new PriceRange(c, lowest, highest));
  }

  private static long minor(String amount, Currency currency) {
    long minor = Money.parse(amount, currency.getCurrencyCode()).minorUnits();
    if (minor < 0) {
      throw new IllegalArgumentException("expected a price of 0 or more, but was " + amount);
    }
    return minor;
  }

  private static Map<String, Set<String>> options(MultivaluedMap<String, String> parameters) {
    Map<String, Set<String>> options = new LinkedHashMap<>();
    parameters.forEach((name, values) -> {
      if (name.startsWith(OPTION)) {
        options.put(name.substring(OPTION.length()), new HashSet<>(values));
      }
    });
    return options;
  }

  private static Boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, but was " + text);
    };
  }

  private static Sort sort(String name) {
    Sort sort = SORTS.get(name);
    if (sort == null) {
      throw new IllegalArgumentException(
          "expected relevance, price, -price, title, -title or newest, but was '" + name + "'");
    }
    return sort;
  }

  private static Response fresh(Object body) {
    return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
  }
}
