package dev.stoa.shared.rest;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The description of all routes as OpenAPI 3.1: what the resources' annotations say, and, for every
 * route alike, who may call it and what a refusal looks like.
 */
final class OpenApiDocument {
  private static final String BEARER = "bearer";
  private static final String PROBLEM = "Problem";

  static {
    ModelConverters.getInstance(true)
        .addConverter(new ModelResolver(Json.MAPPER, new NamesByContext()).openapi31(true));
  }

  private OpenApiDocument() {}

  static OpenAPI of(Collection<?> resources) {
    OpenAPI frame =
        new OpenAPI(SpecVersion.V31)
            .openapi("3.1.0")
            .info(
                new Info()
                    .title("Stoa")
                    .version("1")
                    .description(
                        "A shop: identity, catalogue with search, basket, checkout, orders and"
                            + " invoices.")
                    .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    SwaggerConfiguration configuration =
        new SwaggerConfiguration().openAPI(frame).openAPI31(true).prettyPrint(false);
    Set<Class<?>> classes = new LinkedHashSet<>();
    List<Route> routes = Route.of(resources);
    routes.forEach(route -> classes.add(route.java().getDeclaringClass()));
    OpenAPI document = new Reader(configuration).read(classes);
    if (document.getComponents() == null) {
      document.setComponents(new Components());
    }
    document
        .getComponents()
        .addSecuritySchemes(
            BEARER,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("The access token of POST /api/auth/login."))
        .addSchemas(PROBLEM, problem());
    for (Route route : routes) {
      PathItem item = document.getPaths().get(route.path());
      Operation operation =
          item == null
              ? null
              : item.readOperationsMap().get(PathItem.HttpMethod.valueOf(route.method()));
      if (operation == null) {
        throw new IllegalStateException("not described: " + route);
      }
      describe(operation, route);
    }
    return document;
  }

  private static void describe(Operation operation, Route route) {
    ApiResponses responses =
        operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
    operation.setResponses(responses);
    boolean anyone = route.access() == Access.Level.ANYONE;
    if (anyone) {
      operation.setSecurity(List.of());
    } else {
      operation.setSecurity(List.of(new SecurityRequirement().addList(BEARER)));
      responses.putIfAbsent("401", refusal("Not logged in, or the token is not valid."));
    }
    if (route.access() == Access.Level.ADMIN) {
      responses.putIfAbsent("403", refusal("For administrators only."));
    }
    // Without an annotation the reader calls the answer of a method its default response.
    ApiResponse returned = responses.remove("default");
    if (responses.keySet().stream().noneMatch(status -> status.startsWith("2"))) {
      responses.addApiResponse(
          "200", returned == null ? new ApiResponse().description("Done.") : returned);
    }
    responses.addApiResponse("4XX", refusal("What is wrong with the request."));
    responses.addApiResponse("5XX", refusal("What is wrong with the server."));
    responses.forEach((status, response) -> {
      if (response.getDescription() == null || response.getDescription().isEmpty()) {
        response.setDescription("The answer.");
      }
    });
  }

  private static ApiResponse refusal(String description) {
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    Problem.MEDIA_TYPE,
                    new MediaType()
                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
  }

  private static Schema<?> problem() {
    Schema<?> errors = new JsonSchema().types(Set.of("array"));
    errors.setItems(
        object(
            Map.of(
                "field", text("Where: items[0].quantity"), "message", text("What was expected."))));
    Schema<?> problem =
        object(
            Map.of(
                "type", text("Stable, such as /problems/price-changed."),
                "title", text("For people."),
                "status", new JsonSchema().types(Set.of("integer")),
                "detail", text("For people: this occurrence."),
                "errors", errors));
    problem.setDescription("Problem details (RFC 9457); further members depend on the type.");
    problem.setRequired(List.of("type", "title", "status", "detail"));
    return problem;
  }

  private static Schema<?> object(Map<String, Schema<?>> properties) {
    Schema<?> object = new JsonSchema().types(Set.of("object"));
    new TreeMap<>(properties).forEach(object::addProperty);
    return object;
  }

  private static Schema<?> text(String description) {
    Schema<?> text = new JsonSchema().types(Set.of("string"));
    text.setDescription(description);
    return text;
  }

  /**
   * Records of two contexts may have one simple name, so a schema's name begins with its context.
   */
  private static final class NamesByContext extends TypeNameResolver {
    @Override
    protected String getNameOfClass(Class<?> type) {
      String name = type.getSimpleName();
      for (Class<?> outer = type.getEnclosingClass();
          outer != null;
          outer = outer.getEnclosingClass()) {
        name = outer.getSimpleName() + "." + name;
      }
      String[] packages = type.getPackageName().split("\\.", -1);
      boolean ofContext =
          packages.length > 2 && packages[1].equals("stoa") && !packages[2].equals("shared");
      return ofContext
          ? packages[2].substring(0, 1).toUpperCase(Locale.ROOT)
              + packages[2].substring(1)
              + "."
              + name
          : name;
    }

    @Override
    protected String nameForGenericType(
        com.fasterxml.jackson.databind.JavaType type, Set<Options> options) {
      StringBuilder name = new StringBuilder(getNameOfClass(type.getRawClass()));
      for (int i = 0; i < type.containedTypeCount(); i++) {
        com.fasterxml.jackson.databind.JavaType argument =
            type.containedType(i) == null ? TypeFactory.unknownType() : type.containedType(i);
        name.append('.').append(nameForType(argument, options));
      }
      return name.toString();
    }
  }
}
