package dev.stoa.shared.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stoa.shared.application.UnreadableState;
import java.util.List;
import java.util.Map;

/** The JSON of stored forms: times as text, fields of later versions ignored. */
public final class RedisJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private RedisJson() {}

  /** The stored form as text. */
  public static String encode(Object document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot store " + document.getClass().getSimpleName(), e);
    }
  }

  /**
   * A flat object of texts.
   *
   * @throws UnreadableState for any other text
   */
  public static Map<String, String> decodeMap(String text) {
    try {
      return JSON.readValue(text, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new UnreadableState("a map in Redis", e);
    }
  }

  /** A list of texts. */
  public static List<String> decodeList(String text) {
    try {
      return JSON.readValue(text, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new UnreadableState("a list in Redis", e);
    }
  }

  /**
   * The stored form of a text.
   *
   * @throws UnreadableState for any other text
   */
  public static <D> D decode(String text, Class<D> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UnreadableState("a " + type.getSimpleName() + " in Redis", e);
    }
  }
}
