package dev.stoa.catalog.lucene;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.catalog.application.port.ProductSearch;
import java.nio.file.Path;

/** Product search on Lucene, in a folder of this machine. */
public final class LuceneSearchModule extends AbstractModule {
  private final Path folder;

  /**
   * Keeps the index in this folder.
   *
   * @param folder for the index alone; made when missing, and emptied when its content is no index
   */
  public LuceneSearchModule(Path folder) {
    this.folder = folder;
  }

  /** The index, open; whoever asks for it first closes it at the end. */
  @Provides
  @Singleton
  ProductSearch productSearch() {
    return LuceneProductSearch.open(folder);
  }
}
