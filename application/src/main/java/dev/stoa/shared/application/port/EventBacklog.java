package dev.stoa.shared.application.port;

import dev.stoa.shared.application.StoreUnavailable;

/** How much is still on its way between the services of the shop. */
public interface EventBacklog {
  /**
   * Events that are committed and not yet handled by every group that wants them, counted once for
   * each such group, in all processes of the shop together. Zero means that every reaction to
   * everything committed before the call is done; while commits go on, the number is a moment's.
   *
   * @throws StoreUnavailable when nobody can say
   */
  long events();
}
