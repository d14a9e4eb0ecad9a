package dev.stoa.servers.elasticsearch;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.xcontent.XContentBuilder;

/**
 * What the modules of the distribution give to every node: the token filters of the products' index
 * under the names and with the settings they have there, and {@code GET /}.
 */
public final class ModulesPlugin extends Plugin implements AnalysisPlugin, ActionPlugin {
  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    Map<String, AnalysisProvider<TokenFilterFactory>> filters = new HashMap<>();
    filters.put("lowercase", plain(LowerCaseFilter::new));
    filters.put("asciifolding", plain(ASCIIFoldingFilter::new));
    filters.put(
        "stemmer",
        AnalysisPlugin.requiresAnalysisSettings((index, environment, name, settings) ->
            filter(name, stemmer(settings.get("language", settings.get("name", "porter"))))));
    filters.put(
        "edge_ngram",
        AnalysisPlugin.requiresAnalysisSettings(
            (index, environment, name, settings) -> filter(name, edgeNgram(settings))));
    return Map.copyOf(filters);
  }

  @Override
  public Collection<RestHandler> getRestHandlers(
      RestHandlersServices services,
      Supplier<DiscoveryNodes> nodes,
      Predicate<NodeFeature> features) {
    return List.of(new Root(services.settings().get("cluster.name", "stoa")));
  }

  private static AnalysisProvider<TokenFilterFactory> plain(UnaryOperator<TokenStream> made) {
    return (index, environment, name, settings) -> filter(name, made);
  }

  private static UnaryOperator<TokenStream> stemmer(String language) {
    return switch (language) {
      case "minimal_english" -> EnglishMinimalStemFilter::new;
      case "possessive_english" -> EnglishPossessiveFilter::new;
      case "porter", "english" -> PorterStemFilter::new;
      default -> throw new IllegalArgumentException("no stemmer here for " + language);
    };
  }

  private static UnaryOperator<TokenStream> edgeNgram(Settings settings) {
    int min = settings.getAsInt("min_gram", 1);
    int max = settings.getAsInt("max_gram", 2);
    boolean original = settings.getAsBoolean("preserve_original", false);
    return stream -> new EdgeNGramTokenFilter(stream, min, max, original);
  }

  private static TokenFilterFactory filter(String name, UnaryOperator<TokenStream> made) {
    return new AbstractTokenFilterFactory(name) {
      @Override
      public TokenStream create(TokenStream stream) {
        return made.apply(stream);
      }

      @Override
      public TokenStream normalize(TokenStream stream) {
        return stream;
      }
    };
  }

  private static final class Root extends BaseRestHandler {
    private final String cluster;

    private Root(String cluster) {
      this.cluster = cluster;
    }

    @Override
    public String getName() {
      return "stoa_root";
    }

    @Override
    public List<Route> routes() {
      return List.of(
          new Route(RestRequest.Method.GET, "/"), new Route(RestRequest.Method.HEAD, "/"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
        throws IOException {
      return channel -> {
        try (XContentBuilder answer = channel.newBuilder()) {
          answer.startObject();
          answer.field("name", client.getLocalNodeId());
          answer.field("cluster_name", cluster);
          answer.startObject("version");
          answer.field("number", Build.current().version());
          answer.field("build_flavor", "default");
          answer.endObject();
          answer.field("tagline", "You Know, for Search");
          answer.endObject();
          channel.sendResponse(new RestResponse(RestStatus.OK, answer));
        }
      };
    }
  }
}
