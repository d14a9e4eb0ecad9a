package dev.stoa.shared.helidon;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stoa.shared.rest.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Problem details of what the server refuses before Jersey sees it. */
final class ProblemText {
  private ProblemText() {}

  static String of(int status, String slug, String title, String detail) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "/problems/" + slug);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    try {
      return Json.MAPPER.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
