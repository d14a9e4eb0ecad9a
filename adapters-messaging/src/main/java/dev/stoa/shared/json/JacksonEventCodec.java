package dev.stoa.shared.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Published events as JSON, by Jackson: records as objects, times and amounts as strings. */
final class JacksonEventCodec implements EventCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .annotationIntrospector(new RequiredUnlessNullable())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private final EventTypes types;

  JacksonEventCodec(EventTypes types) {
    this.types = types;
  }

  @Override
  public String encode(PublishedEvent event) {
    types.of(event);
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + event.getClass(), e);
    }
  }

  @Override
  public PublishedEvent decode(String typeName, String json) {
    EventType<?> type =
        types
            .named(typeName)
            .orElseThrow(() -> new UnreadableEvent("this version knows no event " + typeName));
    try {
      PublishedEvent event = JSON.readValue(json, type.javaType());
      if (event == null) {
        throw new UnreadableEvent(typeName + " is null");
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new UnreadableEvent(typeName + ": " + e.getOriginalMessage(), e);
    }
  }

  /** A component that is not {@code @Nullable} must be there. */
  private static final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember m) {
      RecordComponent component = componentOf(m);
      return component == null ? super.hasRequiredMarker(m) : Boolean.valueOf(!nullable(component));
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated a) {
      RecordComponent component = componentOf(a);
      return component == null || nullable(component)
          ? super.findSetterInfo(a)
          : JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);
    }

    private static boolean nullable(RecordComponent component) {
      return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable RecordComponent componentOf(Annotated a) {
      if (a instanceof AnnotatedParameter parameter) {
        RecordComponent[] components =
            parameter.getOwner().getDeclaringClass().getRecordComponents();
        if (components != null && components.length == parameter.getOwner().getParameterCount()) {
          return components[parameter.getIndex()];
        }
      }
      return null;
    }
  }
}
