package dev.stoa.notification.application;

import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.domain.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a connected client is sent. The names are known to clients; docs/realtime.md lists them with
 * their data.
 *
 * @param position the place in the user's feed that is reached with this message, for those that
 *     have one
 * @param data texts, whole numbers, truth values, and lists and maps of these
 */
public record Message(String name, Optional<Position> position, Map<String, Object> data) {
  /** The client hears everything from now on. */
  public static final String READY = "ready";

  /** What was missed cannot be told any more; the newest notices follow. */
  public static final String RESET = "reset";

  /** A notice of the user's own feed. */
  public static final String NOTIFICATION = "notification";

  /** Something about the own basket, or a product in it, changed. */
  public static final String BASKET_UPDATE = "basket-update";

  /** A product that the client watches changed. */
  public static final String PRODUCT_UPDATE = "product-update";

  /** How many people just put a watched product into a basket. */
  public static final String PRODUCT_ACTIVITY = "product-activity";

  /** A notice of any user, for administrators. */
  public static final String ADMIN_NOTIFICATION = "admin-notification";

  /** The connection ends, and why. */
  public static final String END = "end";

  public Message {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  static Message ready(@Nullable Position position) {
    return new Message(READY, Optional.ofNullable(position), Map.of());
  }

  static Message reset(@Nullable Position position) {
    return new Message(RESET, Optional.ofNullable(position), Map.of());
  }

  static Message of(Position position, Notice notice) {
    return new Message(NOTIFICATION, Optional.of(position), members(notice));
  }

  static Message forAdministrators(UserId user, Notice notice) {
    Map<String, Object> data = members(notice);
    data.put("userId", user.toString());
    return new Message(ADMIN_NOTIFICATION, Optional.empty(), data);
  }

  static Message basket(String reason, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("reason", reason);
    data.putAll(more);
    return new Message(BASKET_UPDATE, Optional.empty(), data);
  }

  static Message product(String change, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("change", change);
    data.putAll(more);
    return new Message(PRODUCT_UPDATE, Optional.empty(), data);
  }

  static Message activity(Map<String, Object> data) {
    return new Message(PRODUCT_ACTIVITY, Optional.empty(), data);
  }

  /** The last message of a connection. */
  public static Message end(Outlet.End why) {
    return new Message(END, Optional.empty(), Map.of("reason", why.slug()));
  }

  private static Map<String, Object> members(Notice notice) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", notice.id().toString());
    data.put("type", notice.type());
    data.put("occurredAt", notice.occurredAt().toString());
    data.put("data", notice.data());
    return data;
  }
}
