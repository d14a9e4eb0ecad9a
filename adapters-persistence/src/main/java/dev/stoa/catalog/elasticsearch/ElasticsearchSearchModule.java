package dev.stoa.catalog.elasticsearch;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.shared.application.ReadinessCheck;

/** Product search on Elasticsearch. It starts whether or not the server is there. */
public final class ElasticsearchSearchModule extends AbstractModule {
  private final ElasticsearchOptions options;

  public ElasticsearchSearchModule(ElasticsearchOptions options) {
    this.options = options;
  }

  @Provides
  @Singleton
  ElasticsearchProductSearch elasticsearch() {
    return ElasticsearchProductSearch.open(options);
  }

  /** The index; whoever asks for it first closes it at the end. */
  @Provides
  @Singleton
  static ProductSearch productSearch(ElasticsearchProductSearch search) {
    return search;
  }

  @ProvidesIntoSet
  @Singleton
  static ReadinessCheck readiness(ElasticsearchProductSearch search) {
    return new ReadinessCheck("elasticsearch", search::problem);
  }
}
