package dev.stoa.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateCategory;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.catalog.application.InMemoryCatalogStores;
import dev.stoa.catalog.application.RebuildSearchIndex;
import dev.stoa.catalog.application.RecordingProductSearch;
import dev.stoa.catalog.application.SearchProducts;
import dev.stoa.catalog.application.SuggestProducts;
import dev.stoa.catalog.application.port.CatalogFixtures;
import dev.stoa.catalog.application.port.ProductFeed;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.rest.RestTestServer;
import dev.stoa.shared.rest.RestTestServer.Answer;
import dev.stoa.shared.rest.RestTestServer.Client;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchRestTest {
  private static final UserId USER = new UserId(Derivation.of("test-user", 1).with(1).id());
  private static final String SEARCH = "/api/products/search";
  private static final String SUGGEST = "/api/products/suggest";
  private static final String IMPORT = "/api/products/import";
  private static final Currency EUR = Currency.getInstance("EUR");

  private final RecordingProductSearch search = new RecordingProductSearch();
  private final RestTestServer server;
  private final Client anyone;

  SearchRestTest() {
    InMemoryCatalogStores stores = new InMemoryCatalogStores();
    stores.save(CatalogFixtures.product(1, "lamp", "L-1"), List.of());
    new RebuildSearchIndex(stores, stores, search).handle(compared -> {});
    AtomicInteger count = new AtomicInteger();
    IdGenerator ids = () -> Derivation.of("test-id", 1).with(count.incrementAndGet()).id();
    InstantSource clock = () -> CatalogFixtures.NOW;
    server =
        RestTestServer.of(
            new SearchResource(new SearchProducts(search), new SuggestProducts(search), EUR),
            new ImportResource(
                new ImportProducts(
                    SearchRestTest::feed,
                    stores,
                    stores,
                    stores,
                    new CreateProduct(stores, stores, stores, stores, ids, clock),
                    new ChangeProduct(stores, stores, stores, clock),
                    new CreateCategory(stores, ids),
                    clock,
                    new ImportProducts.Defaults(EUR, TaxRate.parse("19")))));
    anyone = server.anonymous();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsWhatWasFoundToAnyone() {
    Answer found = anyone.get(SEARCH + "?q=lamp");

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.json().path("total").intValue()).isEqualTo(1);
    assertThat(found.json().at("/items/0/handle").textValue()).isEqualTo("lamp");
    assertThat(found.header("Cache-Control")).isEqualTo("no-cache");
    Answer suggested = anyone.get(SUGGEST + "?q=la");
    assertThat(suggested.json().at("/items/0/kind").textValue()).isEqualTo("product");
    assertThat(suggested.json().at("/items/0/handle").textValue()).isEqualTo("lamp");
  }

  @Test
  void understandsEveryFilter() {
    String filters =
        "?q=red%20lamp&category=a&category=b&vendor=V&tag=t&option.Size=S&option.Size=M"
            + "&minPrice=1.50&maxPrice=20&inStock=true&sort=-price&limit=100";

    assertThat(anyone.get(SEARCH + filters).status()).isEqualTo(200);

    SearchQuery query = search.queries().getLast();
    assertThat(query.text()).isEqualTo("red lamp");
    assertThat(query.categories()).isEqualTo(Set.of("a", "b"));
    assertThat(query.vendors()).isEqualTo(Set.of("V"));
    assertThat(query.tags()).isEqualTo(Set.of("t"));
    assertThat(query.options()).isEqualTo(Map.of("Size", Set.of("S", "M")));
    assertThat(query.price()).isEqualTo(new SearchQuery.PriceRange(EUR, 150L, 2_000L));
    assertThat(query.inStock()).isTrue();
    assertThat(query.sort()).isEqualTo(SearchQuery.Sort.PRICE_DESCENDING);
    assertThat(query.page().limit()).isEqualTo(100);
  }

  @Test
  void namesTheParameterThatIsNonsense() {
    for (String field :
        List.of(
            "limit=0",
            "limit=101",
            "limit=2147483647",
            "cursor=forged",
            "cursor=",
            "minPrice=-0.01",
            "maxPrice=-5",
            "minPrice=cheap",
            "minPrice=1.999",
            "maxPrice=99999999999999999999",
            "currency=XXQ",
            "inStock=maybe",
            "sort=random")) {
      Answer refused = anyone.get(SEARCH + "?" + field);
      assertThat(refused.status()).as(field).isEqualTo(400);
      assertThat(refused.problem()).as(field).isEqualTo("invalid-field");
      assertThat(refused.body())
          .as(field)
          .contains("\"" + field.substring(0, field.indexOf('=')) + "\"");
    }
    assertThat(anyone.get(SEARCH + "?minPrice=2&maxPrice=1").status()).isEqualTo(400);
    assertThat(anyone.get(SUGGEST + "?q=a&limit=21").status()).isEqualTo(400);
    assertThat(anyone.get(SEARCH + "?limit=many").status()).isBetween(400, 404);
  }

  @Test
  void takesAnyTextToLookFor() {
    for (String text :
        List.of(
            "",
            "%22",
            "AND%20OR%20NOT",
            "a:b%20%2B%2D%20(*%3F~%5E)",
            "%F0%9F%92%A1",
            "%00",
            "x".repeat(4_000))) {
      assertThat(anyone.get(SEARCH + "?q=" + text).status()).as(text).isEqualTo(200);
      assertThat(anyone.get(SUGGEST + "?q=" + text).status()).as(text).isEqualTo(200);
    }
    assertThat(anyone.get(SEARCH + "?option.=x&option.a%20b=&unknown=1").status()).isEqualTo(200);
  }

  @Test
  void letsOnlyMerchantsImport() {
    Client customer = server.as(RestTestServer.customer(USER));

    assertThat(csv(anyone).post(IMPORT, "mug").status()).isEqualTo(401);
    assertThat(csv(customer).post(IMPORT, "mug").status()).isEqualTo(403);
  }

  @Test
  void importsAFileAndSaysWhatCameOfIt() {
    Client admin = csv(server.as(RestTestServer.admin(USER)));

    Answer first = admin.post(IMPORT, "mug");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().path("created").intValue()).isEqualTo(1);
    assertThat(first.json().path("stocked").intValue()).isEqualTo(1);
    assertThat(first.json().at("/refused/0/line").intValue()).isEqualTo(3);
    assertThat(first.json().at("/refused/0/reason").textValue()).isEqualTo("no handle");
    assertThat(admin.post(IMPORT, "mug").json().path("unchanged").intValue()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoCsv() {
    Client admin = server.as(RestTestServer.admin(USER));

    Answer unreadable = csv(admin).post(IMPORT, "{}");
    assertThat(unreadable.status()).isEqualTo(400);
    assertThat(unreadable.problem()).isEqualTo("unreadable-csv");
    assertThat(csv(admin).post(IMPORT, "").problem()).isEqualTo("unreadable-csv");
    assertThat(admin.post(IMPORT, "{}").status()).isEqualTo(415);
  }

  private static Client csv(Client client) {
    return client.with("Content-Type", "text/csv");
  }

  /** A file that consists of the handle of its only product. */
  private static ProductFeed.Content feed(byte[] file) {
    String handle = new String(file, StandardCharsets.UTF_8);
    if (!handle.matches("[a-z]+")) {
      throw new ProductFeed.UnreadableFeed("expected a handle");
    }
    return new ProductFeed.Content(
        List.of(
            new ProductFeed.Entry(
                2,
                handle,
                "Title",
                "",
                null,
                null,
                List.of(),
                true,
                List.of(),
                List.of(new ProductFeed.EntryVariant(2, List.of(), null, "5", null, "3", true)),
                List.of())),
        List.of(new ProductFeed.RefusedLine(3, null, "no handle")));
  }
}
