package dev.stoa.catalog.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.catalog.application.port.ProductSearch;
import dev.stoa.catalog.application.port.ProductSearchContract;
import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.catalog.events.ProductV1;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LuceneProductSearchTest implements ProductSearchContract {
  @TempDir Path folder;
  private LuceneProductSearch search;

  @BeforeEach
  void open() {
    search = LuceneProductSearch.open(folder.resolve("search"));
  }

  @AfterEach
  void close() {
    search.close();
  }

  @Override
  public ProductSearch search() {
    return search;
  }

  @Override
  public ProductSearch restart() {
    search.close();
    open();
    return search;
  }

  @Test
  void afterACrashItStillAnswersButMayBeBehind() {
    search.index(mug(), new Version(1));
    search.caughtUp();
    restart();
    search.index(plate(), new Version(1));
    search.crash();

    open();
    assertThat(search.mayBeBehind()).isTrue();
    assertThat(count("mug")).isEqualTo(1);
    assertThat(count("plate")).isZero();
    search.index(plate(), new Version(1));
    search.caughtUp();
    restart();
    assertThat(search.mayBeBehind()).isFalse();
    assertThat(count("plate")).isEqualTo(1);
  }

  @Test
  void anOrderlyEndBeforeCatchingUpLeavesItBehind() {
    restart();
    assertThat(search.mayBeBehind()).isTrue();
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws IOException {
    search.index(mug(), new Version(1));
    search.caughtUp();
    search.close();
    try (Stream<Path> files = Files.list(folder.resolve("search"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cfs")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
      }
    }

    open();
    assertThat(search.mayBeBehind()).isTrue();
    assertThat(count("mug")).isZero();
    search.index(mug(), new Version(1));
    assertThat(count("mug")).isEqualTo(1);
  }

  @Test
  void anIndexWithABrokenCommitIsMadeAnew() throws IOException {
    search.index(mug(), new Version(1));
    search.close();
    try (Stream<Path> files = Files.list(folder.resolve("search"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("segments_")).toList()) {
        Files.writeString(file, "not an index");
      }
    }

    open();
    assertThat(search.mayBeBehind()).isTrue();
    assertThat(count("")).isZero();
  }

  @Test
  void anIndexOfAnotherFormatIsMadeAnew() throws IOException {
    search.index(mug(), new Version(1));
    search.caughtUp();
    search.close();
    try (FSDirectory directory = FSDirectory.open(folder.resolve("search"));
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      writer.setLiveCommitData(Map.of("format", "1", "clean", "true").entrySet());
      writer.commit();
    }

    open();
    assertThat(search.mayBeBehind()).isTrue();
    assertThat(count("")).isZero();
    search.index(mug(), new Version(1));
    assertThat(count("mug")).isEqualTo(1);
  }

  @Test
  void aSecondProcessOnTheSameFolderIsRefused() {
    assertThatThrownBy(() -> LuceneProductSearch.open(folder.resolve("search")))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("in use by another");
  }

  @Test
  void whatIsClosedRefusesToAnswer() {
    search.close();
    assertThatThrownBy(() -> search.index(mug(), new Version(1)))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> count("mug")).isInstanceOf(StoreUnavailable.class);
    search.close();
  }

  private long count(String text) {
    search.refresh();
    return search
        .search(SearchQuery.of(text, ProductSearchContract.EUR, PageRequest.first(10)))
        .total();
  }

  private static ProductV1 mug() {
    return product("mug");
  }

  private static ProductV1 plate() {
    return product("plate");
  }

  private static ProductV1 product(String handle) {
    return new ProductV1(
        Derivation.of("test", 1).with(handle).id(),
        handle,
        handle,
        "",
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        true,
        Instant.parse("2026-01-01T00:00:00Z"));
  }
}
