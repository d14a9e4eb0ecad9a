package dev.stoa.catalog.shopify;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** HTML as the text that it shows. */
final class PlainText {
  private static final String BLOCKS =
      "p, div, li, tr, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, section, article";

  private PlainText() {}

  static String of(String html) {
    Document document = Jsoup.parseBodyFragment(html);
    document.select("script, style, iframe, noscript, template").remove();
    for (Element each : document.select("br")) {
      each.before(new org.jsoup.nodes.TextNode("\n"));
    }
    for (Element each : document.select(BLOCKS)) {
      each.prependText("\n");
      each.appendText("\n");
    }
    String text =
        document.body().wholeText().replace('\u00A0', ' ').replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
    return Arrays.stream(text.split("\n"))
        .map(line -> line.replaceAll(" +", " ").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
