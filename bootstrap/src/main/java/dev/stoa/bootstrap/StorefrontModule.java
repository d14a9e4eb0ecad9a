package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.rest.RestResource;

/** Serves the web page of the shop. */
final class StorefrontModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object storefront() {
    return new StorefrontResource();
  }
}
