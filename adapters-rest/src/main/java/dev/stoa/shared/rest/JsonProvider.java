package dev.stoa.shared.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads and writes bodies as JSON; see {@link Json} for what is refused. */
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
final class JsonProvider implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();
  private final ObjectWriter writer = Json.MAPPER.writer();

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return isJson(type);
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    ObjectReader reader =
        readers.computeIfAbsent(
            genericType, t -> Json.MAPPER.readerFor(Json.MAPPER.constructType(t)));
    Object value;
    try {
      value = reader.readValue(body);
    } catch (JsonProcessingException e) {
      throw JsonProblems.of(e);
    } catch (CharConversionException e) {
      throw JsonProblems.malformed("the body is not encoded in UTF-8");
    }
    if (value == null) {
      throw JsonProblems.malformed("a JSON object was expected, but it was null");
    }
    return value;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return isJson(type);
  }

  @Override
  public void writeTo(
      Object value,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    writer.writeValue(body, value instanceof Problem problem ? members(problem) : value);
  }

  private static boolean isJson(Class<?> type) {
    return type != String.class
        && type != byte[].class
        && !InputStream.class.isAssignableFrom(type)
        && !StreamingOutput.class.isAssignableFrom(type);
  }

  private static Map<String, Object> members(Problem problem) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "/problems/" + problem.slug());
    members.put("title", problem.title());
    members.put("status", problem.status());
    members.put("detail", problem.detail());
    problem.extensions().forEach(members::putIfAbsent);
    return members;
  }
}
