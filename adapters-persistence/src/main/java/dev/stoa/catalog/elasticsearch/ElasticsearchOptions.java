package dev.stoa.catalog.elasticsearch;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where Elasticsearch is.
 *
 * @param url of its HTTP interface
 * @param prefix begins the names of all indexes and aliases: lower case, no wildcards
 * @param user null for none
 * @param password of the user; never printed
 */
public record ElasticsearchOptions(
    URI url, String prefix, @Nullable String user, @Nullable String password) {
  public ElasticsearchOptions {
    if (!prefix.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException(
          "expected a prefix of lower-case letters, digits, '.', '_' and '-', but was " + prefix);
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("expected user and password, or neither");
    }
  }

  @Override
  public String toString() {
    return "ElasticsearchOptions[" + url.getHost() + ":" + url.getPort() + ", " + prefix + "]";
  }
}
