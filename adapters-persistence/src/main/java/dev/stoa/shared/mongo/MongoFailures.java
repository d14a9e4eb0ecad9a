package dev.stoa.shared.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import dev.stoa.shared.application.StoreRefused;
import dev.stoa.shared.application.StoreUnavailable;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the failures of the driver mean to the adapters. */
final class MongoFailures {
  /** Older servers put database and collection before the name: {@code shop.user.$email}. */
  private static final Pattern INDEX = Pattern.compile("index: (?:\\S*\\.\\$)?(\\S+)");

  private static final String CLUSTER_VIEW = "Client view of cluster state";
  private static final Pattern ADDRESS = Pattern.compile("address=([^,}]+)");
  private static final Pattern CLASS_NAME =
      Pattern.compile("\\{?(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:: |\\})?");

  private MongoFailures() {}

  /** A value that does not fit: no BSON of this size or form, or refused by a validator. */
  private static final Set<Integer> REFUSED = Set.of(2, 9, 14, 121, 10334, 17280, 17419, 17420);

  /**
   * A taken key is {@link DuplicateKey}, what can never be stored {@link StoreRefused}. All else is
   * {@link StoreUnavailable}: nothing was changed, or it is not known whether it was.
   */
  static RuntimeException of(MongoException e) {
    if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
      String message = e.getMessage();
      Matcher index = INDEX.matcher(message == null ? "" : message);
      return new DuplicateKey(index.find() ? index.group(1) : "", e);
    }
    return REFUSED.contains(e.getCode())
        ? new StoreRefused("MongoDB: " + sentence(e), e)
        : new StoreUnavailable("MongoDB: " + sentence(e), e);
  }

  /** In words for who runs the shop: without the names of classes, and without a full stop. */
  static String sentence(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getCause() == null ? "it does not say why" : sentence(e.getCause());
    }
    // What the driver knows of each server follows, with the stack of its exceptions.
    int view = message.indexOf(CLUSTER_VIEW);
    if (view < 0) {
      return CLASS_NAME.matcher(message).replaceAll("").strip();
    }
    String servers =
        ADDRESS
            .matcher(message)
            .results()
            .map(found -> found.group(1))
            .distinct()
            .collect(Collectors.joining(", "));
    return "no server that it needs can be reached at "
        + (servers.isEmpty() ? "any address" : servers);
  }
}
