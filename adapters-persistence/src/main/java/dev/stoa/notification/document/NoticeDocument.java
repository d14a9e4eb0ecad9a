package dev.stoa.notification.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.notification.domain.Notice;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A notice in its stored form.
 *
 * @param form 1; a later form is read by its own number
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NoticeDocument(
    int form, String id, String type, String occurredAt, Map<String, Object> data) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The notice as JSON. */
  public static String encode(Notice notice) {
    try {
      return JSON.writeValueAsString(
          new NoticeDocument(
              1,
              notice.id().toString(),
              notice.type(),
              notice.occurredAt().toString(),
              notice.data()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot store a notice of type " + notice.type(), e);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Notice decode(String json) {
    try {
      NoticeDocument document = JSON.readValue(json, NoticeDocument.class);
      return new Notice(
          UUID.fromString(document.id()),
          document.type(),
          Instant.parse(document.occurredAt()),
          document.data());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a stored notice: " + e.getOriginalMessage(), e);
    }
  }
}
