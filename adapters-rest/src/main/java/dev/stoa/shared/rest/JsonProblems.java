package dev.stoa.shared.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.ws.rs.WebApplicationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says in a client's words what is wrong with a JSON body, and where. */
final class JsonProblems {
  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(
          int.class,
          long.class,
          short.class,
          byte.class,
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          BigInteger.class);
  private static final Set<Class<?>> NUMBERS =
      Set.of(double.class, float.class, Double.class, Float.class, BigDecimal.class);

  private JsonProblems() {}

  static WebApplicationException of(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping
        && mapping.getCause() instanceof InputCoercionException) {
      return Field.invalid(path(mapping), "out of range");
    }
    if (e instanceof JsonMappingException mapping
        && !(mapping.getCause() instanceof JsonProcessingException)) {
      return mismatch(mapping, path(mapping));
    }
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    String reason = firstSentence(e.getOriginalMessage());
    return malformed(reason + where);
  }

  private static WebApplicationException mismatch(JsonMappingException e, String path) {
    String message = String.valueOf(e.getOriginalMessage());
    if (path.isEmpty() && message.startsWith("No content")) {
      return malformed("a JSON body was expected, but it was empty");
    }
    if (path.isEmpty() && message.startsWith("Trailing token")) {
      return malformed("there is something after the end of the JSON value");
    }
    String field = path.isEmpty() ? "body" : path;
    return switch (e) {
      case UnrecognizedPropertyException unknown -> Field.invalid(field, unknownField(unknown));
      case ValueInstantiationException refused -> Field.invalid(field, messageOf(refused));
      case MismatchedInputException other -> Field.invalid(field, expected(other));
      default -> Field.invalid(field, "cannot be read");
    };
  }

  static WebApplicationException malformed(String detail) {
    return Problem.of(400, "malformed-json", "Malformed JSON", detail).toException();
  }

  /** Where it went wrong, as in {@code items[0].quantity}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String unknownField(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    if (known == null || known.isEmpty()) {
      return "is not known here";
    }
    TreeSet<String> names = new TreeSet<>();
    known.forEach(name -> names.add(String.valueOf(name)));
    return "is not known here; known are " + String.join(", ", names);
  }

  private static @Nullable String messageOf(ValueInstantiationException e) {
    return e.getCause() == null ? "cannot be read" : e.getCause().getMessage();
  }

  private static String expected(MismatchedInputException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Missing required creator property")
        || message.startsWith("Missing creator property")) {
      return "is missing";
    }
    Class<?> type = e.getTargetType();
    if (message.startsWith("Invalid `null` value") || message.startsWith("Cannot map `null`")) {
      return "must not be null";
    }
    return "expected " + (type == null ? "another type" : nameOf(type));
  }

  private static String nameOf(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (WHOLE_NUMBERS.contains(type)) {
      return "a whole number";
    }
    if (NUMBERS.contains(type)) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == UUID.class) {
      return "a UUID";
    }
    if (type.isEnum()) {
      return "one of " + String.join(", ", constants(type));
    }
    if (Temporal.class.isAssignableFrom(type)) {
      return "a date or time as in RFC 3339";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    if (type.isRecord() || Map.class.isAssignableFrom(type)) {
      return "an object";
    }
    return "another type";
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
  }

  /** Jackson adds advice for Java programmers after the first sentence. */
  private static String firstSentence(@Nullable String message) {
    if (message == null) {
      return "not JSON";
    }
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    int advice = line.indexOf(" (from `");
    return advice < 0 ? line : line.substring(0, advice);
  }
}
