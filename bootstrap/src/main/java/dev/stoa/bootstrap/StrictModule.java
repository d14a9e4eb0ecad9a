package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;

/** Makes Guice refuse whatever nobody wrote down. */
final class StrictModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().disableCircularProxies();
    binder().requireExactBindingAnnotations();
    binder().requireAtInjectOnConstructors();
  }
}
