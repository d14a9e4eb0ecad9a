package dev.stoa.catalog.shopify;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.catalog.application.port.ProductFeed;

/** Reads product files in Shopify's CSV format. */
public final class ShopifyFeedModule extends AbstractModule {
  @Provides
  @Singleton
  ProductFeed productFeed() {
    return new ShopifyProductFeed();
  }
}
