package dev.stoa.bootstrap;

import com.google.inject.Module;
import dev.stoa.basket.inprocess.InProcessBasketModule;
import dev.stoa.basket.rest.BasketRestModule;
import dev.stoa.basket.sqlite.SqliteBasketModule;
import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.catalog.lucene.LuceneSearchModule;
import dev.stoa.catalog.rest.CatalogRestModule;
import dev.stoa.catalog.rest.SearchRestModule;
import dev.stoa.catalog.shopify.ShopifyFeedModule;
import dev.stoa.catalog.sqlite.SqliteCatalogModule;
import dev.stoa.identity.jwt.JwtModule;
import dev.stoa.identity.jwt.JwtOptions;
import dev.stoa.identity.password4j.Argon2Options;
import dev.stoa.identity.password4j.Password4jModule;
import dev.stoa.identity.rest.IdentityRestModule;
import dev.stoa.identity.sqlite.SqliteIdentityModule;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.domain.Seller;
import dev.stoa.invoicing.rest.InvoicingRestModule;
import dev.stoa.invoicing.sqlite.SqliteInvoicingModule;
import dev.stoa.ordering.rest.OrderingRestModule;
import dev.stoa.ordering.sqlite.SqliteOrderingModule;
import dev.stoa.payment.rest.PaymentRestModule;
import dev.stoa.payment.sandbox.SandboxGatewayModule;
import dev.stoa.payment.sandbox.SandboxOptions;
import dev.stoa.payment.sqlite.SqlitePaymentModule;
import dev.stoa.shared.inprocess.InProcessMessagingModule;
import dev.stoa.shared.inprocess.ProcessEngineModule;
import dev.stoa.shared.inprocess.PumpOptions;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.rest.DeadLettersRestModule;
import dev.stoa.shared.rest.OperationsRestModule;
import dev.stoa.shared.sqlite.SqliteStoreModule;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** A profile is a list of modules: which adapter stands behind each port. */
public final class Profiles {
  private static final Duration EVENTS_KEPT = Duration.ofDays(7);

  private Profiles() {}

  /** The modules of the configured profile. */
  public static List<Module> modules(ShopConfig config) {
    return switch (config.profile()) {
      case "embedded" -> embedded(config);
      default -> throw new IllegalArgumentException("no such profile: " + config.profile());
    };
  }

  private static List<Module> embedded(ShopConfig config) {
    return List.of(
        new StrictModule(),
        new ProcessModule(config),
        new EmbeddedModule(),
        new BooksModule(),
        new DeadLettersModule(),
        new DeadLettersRestModule(),
        new OperationsRestModule(),
        new SqliteStoreModule(config.data().resolve("stoa.db"), EVENTS_KEPT),
        new JsonEventsModule(),
        new ProcessEngineModule(),
        new InProcessMessagingModule(PumpOptions.DEFAULT),
        // identity
        new IdentityModule(),
        new IdentityRestModule(),
        new SqliteIdentityModule(),
        new Password4jModule(Argon2Options.owasp()),
        new JwtModule(JwtOptions.DEFAULT),
        // catalog
        new CatalogModule(config.hold()),
        new CatalogRestModule(),
        new SqliteCatalogModule(),
        new SearchModule(new ImportProducts.Defaults(config.currency(), config.taxRate())),
        new SearchRestModule(config.currency()),
        new LuceneSearchModule(config.data().resolve("search")),
        new ShopifyFeedModule(),
        new DemoModule(),
        // basket
        new BasketModule(),
        new BasketRestModule(),
        new SqliteBasketModule(),
        new InProcessBasketModule(),
        // payment
        new PaymentModule(),
        new PaymentRestModule(),
        new SqlitePaymentModule(),
        new SandboxGatewayModule(SandboxOptions.in(config.data())),
        // ordering
        new OrderingModule(),
        new OrderingRestModule(),
        new SqliteOrderingModule(),
        // invoicing
        new InvoicingModule(seller(config.seller())),
        new InvoicingRestModule(),
        new SqliteInvoicingModule());
  }

  private static SellerConfiguration seller(ShopConfig.Seller seller) {
    return new SellerConfiguration(
        new Seller(seller.address().name(), seller.vatId(), null, seller.address()),
        ZoneOffset.UTC);
  }
}
