package dev.stoa.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures of the demo catalogue as SVG: a drawn shape for the kind of thing, in the colours of
 * the product, on a floor with a soft shadow.
 */
final class DemoPictures {
  /** Two tones of ground, then main, dark and light colour of the thing. */
  private static final Map<String, String[]> PALETTES =
      Map.ofEntries(
          Map.entry("sea", new String[] {"#dcebec", "#bcd6d9", "#2f7f8c", "#17505c", "#f3f8f6"}),
          Map.entry("ink", new String[] {"#e3e4ec", "#c6c9d8", "#39426b", "#1d2340", "#e9c46a"}),
          Map.entry("chalk", new String[] {"#e6ddd0", "#cfc1ac", "#faf6ee", "#8a7660", "#c9755b"}),
          Map.entry(
              "terracotta", new String[] {"#f6e2d5", "#e8c3ab", "#c4623f", "#843a22", "#fbe9d8"}),
          Map.entry("olive", new String[] {"#e8ead5", "#cfd4ad", "#75803c", "#444c1e", "#f4e9b8"}),
          Map.entry("wood", new String[] {"#f0e4d3", "#dcc6a6", "#b07a45", "#6c4422", "#f6e3c2"}),
          Map.entry("sand", new String[] {"#e7edf0", "#cbd8de", "#dbb77f", "#8b6437", "#fff7e3"}),
          Map.entry("brass", new String[] {"#e2e6df", "#c3ccbf", "#c79a3b", "#76571a", "#fbf0cd"}),
          Map.entry("honey", new String[] {"#fbefcf", "#f2d995", "#d9941f", "#8a5510", "#fff6dc"}),
          Map.entry("night", new String[] {"#27304f", "#1a2138", "#e9b949", "#56608a", "#fff1c2"}));

  private final Map<String, byte[]> pictures = new HashMap<>();

  DemoPictures() {
    JsonNode shapes = DemoCatalogue.read("shapes.json");
    for (JsonNode product : DemoCatalogue.read("catalogue.json").path("products")) {
      String svg =
          draw(
              product.path("title").asText(),
              shapes.path(product.path("art").asText()).asText(),
              product.path("palette").asText());
      pictures.put(product.path("handle").asText(), svg.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The picture of the product with that handle. */
  Optional<byte[]> of(String handle) {
    return Optional.ofNullable(pictures.get(handle)).map(byte[]::clone);
  }

  private static String draw(String title, String shape, String palette) {
    String[] colours = PALETTES.get(palette);
    if (colours == null || shape.isEmpty()) {
      throw new IllegalStateException("the demo has no drawing in " + palette + " for " + title);
    }
    String thing =
        shape.replace("$M", colours[2]).replace("$D", colours[3]).replace("$L", colours[4]);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" aria-label="%s">
    <rect width="400" height="400" fill="%s"/>
    <circle cx="200" cy="190" r="150" fill="%s" opacity=".45"/>
    <rect y="318" width="400" height="82" fill="%s"/>
    <ellipse cx="200" cy="324" rx="120" ry="13" fill="%s" opacity=".22"/>
    %s
    </svg>
    """
        .formatted(
            title.replace("&", "&amp;"), colours[0], colours[1], colours[1], colours[3], thing);
  }
}
