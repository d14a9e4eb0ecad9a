package dev.stoa.catalog.domain;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * A picture of a product.
 *
 * @param url an absolute {@code https:} or {@code http:} address, or a path on this shop beginning
 *     with a slash; at most 2,000 characters
 * @param alt what it shows, for those who cannot see it; at most 500 characters, may be empty
 */
public record Image(String url, String alt) {
  public Image {
    url = url.strip();
    alt = Texts.text("alt", 500, alt);
    if (url.length() > 2_000 || !isAddress(url)) {
      throw new IllegalArgumentException(
          "expected the address of an image to begin with https://, http:// or /, but was '"
              + (url.length() <= 80 ? url : url.substring(0, 77) + "...")
              + "'");
    }
  }

  private static boolean isAddress(String url) {
    if (url.startsWith("//")) {
      return false;
    }
    try {
      URI uri = new URI(url);
      return url.startsWith("/")
          || (uri.getHost() != null && ("https".equals(uri.getScheme()) || isPlainHttp(uri)));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isPlainHttp(URI uri) {
    return "http".equals(uri.getScheme());
  }
}
