package dev.stoa.shared.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON mapper of the REST adapter. It reads strictly: what a record does not name, names
 * twice, leaves out or has another type is refused; a component may be absent only when it is
 * {@code @Nullable}. It writes times as RFC 3339 strings and leaves absent values out.
 */
public final class Json {
  private static final int MAX_DEPTH = 32;

  /** Configured once; safe for use by many threads. */
  public static final JsonMapper MAPPER = mapper();

  private Json() {}

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(64)
                    .maxNameLength(1_000)
                    .build())
            .build();
    JsonMapper.Builder builder =
        JsonMapper.builder(factory)
            .addModule(new JavaTimeModule().addDeserializer(Instant.class, new InstantText()))
            .annotationIntrospector(new RequiredUnlessNullable())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL));
    for (LogicalType type :
        new LogicalType[] {
          LogicalType.Textual,
          LogicalType.Integer,
          LogicalType.Float,
          LogicalType.Boolean,
          LogicalType.Enum,
          LogicalType.DateTime,
          LogicalType.OtherScalar,
          LogicalType.POJO,
          LogicalType.Collection
        }) {
      builder.withCoercionConfig(
          type,
          config -> {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
              if (!isNatural(type, shape)) {
                config.setCoercion(shape, CoercionAction.Fail);
              }
            }
          });
    }
    return builder.build();
  }

  private static boolean isNatural(LogicalType type, CoercionInputShape shape) {
    return switch (shape) {
      case String ->
          type == LogicalType.Textual
              || type == LogicalType.Enum
              || type == LogicalType.DateTime
              || type == LogicalType.OtherScalar;
      case Integer -> type == LogicalType.Integer || type == LogicalType.Float;
      case Float -> type == LogicalType.Float;
      case Boolean -> type == LogicalType.Boolean;
      case Array, EmptyArray -> type == LogicalType.Collection;
      case Object, EmptyObject -> type == LogicalType.POJO;
      case EmptyString -> type == LogicalType.Textual;
      case Binary -> false;
    };
  }

  /** An instant is text as in RFC 3339; a bare number, of seconds or of milliseconds, is not. */
  private static final class InstantText extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantText() {
      super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (json.hasToken(JsonToken.VALUE_STRING)) {
        try {
          return OffsetDateTime.parse(json.getText()).toInstant();
        } catch (DateTimeParseException e) {
          return (Instant) context.handleWeirdStringValue(Instant.class, json.getText(), "no time");
        }
      }
      return (Instant) context.handleUnexpectedToken(Instant.class, json);
    }
  }

  /** Every record component that is not {@code @Nullable} must be there and must not be null. */
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
      if (component == null) {
        return super.findSetterInfo(a);
      }
      // A list that may be absent has no absent elements all the same.
      return nullable(component)
          ? JsonSetter.Value.forContentNulls(Nulls.FAIL)
          : JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);
    }

    private static boolean nullable(RecordComponent component) {
      return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable RecordComponent componentOf(Annotated a) {
      return switch (a) {
        case AnnotatedParameter parameter -> {
          RecordComponent[] components =
              parameter.getOwner().getDeclaringClass().getRecordComponents();
          yield components != null && components.length == parameter.getOwner().getParameterCount()
              ? components[parameter.getIndex()]
              : null;
        }
        case AnnotatedField field -> named(field.getDeclaringClass(), field.getName());
        case AnnotatedMethod method ->
            method.getParameterCount() == 0
                ? named(method.getDeclaringClass(), method.getName())
                : null;
        default -> null;
      };
    }

    private static @Nullable RecordComponent named(Class<?> type, String name) {
      if (type.getRecordComponents() != null) {
        for (RecordComponent component : type.getRecordComponents()) {
          if (component.getName().equals(name)) {
            return component;
          }
        }
      }
      return null;
    }
  }
}
