package dev.stoa.catalog.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.catalog.application.port.ProductFeed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopifyProductFeedTest {
  private static final String HEADER =
      "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,"
          + "Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,"
          + "Image Src,Image Alt Text\n";

  @Test
  void putsTheLinesOfAProductTogether() {
    ProductFeed.Content content =
        read(
            """
            cup,Cup,"<p>Small.</p><ul><li>Blue &amp; white</li></ul>",Keramos,Mugs,"a, b,a",true,Size,S,,3,5,7.50,https://example.org/1.jpg,One
            other,Other,,,,,false,Title,Default Title,X-1,1,2,,,
            cup,,,,,,,,L,,0,6,,,
            cup,,,,,,,,,,,,,https://example.org/2.jpg,
            """);
    assertThat(content.refused()).isEmpty();
    assertThat(content.entries()).hasSize(2);
    ProductFeed.Entry cup = content.entries().getFirst();
    assertThat(cup.line()).isEqualTo(2);
    assertThat(cup.description()).isEqualTo("Small.\nBlue & white");
    assertThat(cup.tags()).containsExactly("a", "b");
    assertThat(cup.optionNames()).containsExactly("Size");
    assertThat(cup.variants())
        .containsExactly(
            new ProductFeed.EntryVariant(2, List.of("S"), null, "5", "7.50", "3", true),
            new ProductFeed.EntryVariant(4, List.of("L"), null, "6", null, "0", true));
    assertThat(cup.images()).extracting(ProductFeed.EntryImage::line).containsExactly(2L, 5L);
    ProductFeed.Entry other = content.entries().getLast();
    assertThat(other.active()).isFalse();
    assertThat(other.optionNames()).isEmpty();
    assertThat(other.variants().getFirst().sku()).isEqualTo("X-1");
  }

  @Test
  void readsTheSampleInTheDocuments() throws IOException {
    Path sample = Path.of("..", "docs", "samples", "products.csv");
    ProductFeed.Content content = new ShopifyProductFeed().read(Files.readAllBytes(sample));
    assertThat(content.refused()).isEmpty();
    assertThat(content.entries()).hasSize(6).allMatch(ProductFeed.Entry::active);
  }

  @Test
  void namesLinesThatBelongToNoProduct() {
    ProductFeed.Content content =
        read(
            """
            ,No handle,,,,,true,,,,,1,,,
            cup,Cup,,,,,true,,,,,1,,,
            cup,,,,,,,,,,,,,,
            """);
    assertThat(content.refused())
        .extracting(ProductFeed.RefusedLine::line)
        .containsExactlyInAnyOrder(2L, 4L);
    assertThat(content.entries()).hasSize(1);
  }

  @Test
  void countsEmptyLinesAndLinesOfALongText() {
    ProductFeed.Content content =
        read("\n\ncup,Cup,\"one\ntwo\",,,,true,,,,,1,,,\n\njug,Jug,,,,,true,,,,,1,,,\n\n");
    assertThat(content.refused()).isEmpty();
    assertThat(content.entries()).extracting(ProductFeed.Entry::line).containsExactly(4L, 7L);
  }

  @Test
  void keepsTheLinesBeforeOneThatCannotBeRead() {
    ProductFeed.Content content = read("cup,Cup,,,,,true,,,,,1,,,\njug,\"Jug,,,\n");
    assertThat(content.entries()).extracting(ProductFeed.Entry::handle).containsExactly("cup");
    assertThat(content.refused()).extracting(ProductFeed.RefusedLine::line).containsExactly(3L);
  }

  @Test
  void understandsByteOrderMarkAndWindowsText() {
    String file = HEADER + "cafe,Café,,,,,true,,,,,1,,,\n";
    assertThat(title(("\uFEFF" + file).getBytes(StandardCharsets.UTF_8))).isEqualTo("Café");
    assertThat(title(file.getBytes(Charset.forName("windows-1252")))).isEqualTo("Café");
  }

  @Test
  void refusesAFileOfAnotherKind() {
    for (String text : List.of("", "{\"a\": 1}", "a,b\n1,2\n")) {
      assertThatThrownBy(() -> new ShopifyProductFeed().read(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(ProductFeed.UnreadableFeed.class)
          .hasMessageContaining("expected a CSV file");
    }
  }

  private static String title(byte[] file) {
    return String.valueOf(new ShopifyProductFeed().read(file).entries().getFirst().title());
  }

  private static ProductFeed.Content read(String lines) {
    return new ShopifyProductFeed().read((HEADER + lines).getBytes(StandardCharsets.UTF_8));
  }
}
