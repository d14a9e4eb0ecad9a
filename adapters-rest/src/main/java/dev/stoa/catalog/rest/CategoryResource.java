package dev.stoa.catalog.rest;

import dev.stoa.catalog.application.CategoryView;
import dev.stoa.catalog.application.ChangeCategory;
import dev.stoa.catalog.application.CreateCategory;
import dev.stoa.catalog.application.DeleteCategory;
import dev.stoa.catalog.application.ListCategories;
import dev.stoa.catalog.domain.InvalidPart;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.domain.CategoryId;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.EntityTags;
import dev.stoa.shared.rest.Field;
import dev.stoa.shared.rest.PageJson;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code /api/categories}. */
@Path("/api/categories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "categories")
public final class CategoryResource {
  private final ListCategories list;
  private final CreateCategory create;
  private final ChangeCategory change;
  private final DeleteCategory delete;

  CategoryResource(
      ListCategories list, CreateCategory create, ChangeCategory change, DeleteCategory delete) {
    this.list = list;
    this.create = create;
    this.change = change;
    this.delete = delete;
  }

  /**
   * A new category.
   *
   * @param parent the slug of the category it belongs to
   */
  record NewCategory(String slug, String name, @Nullable String parent) {}

  /** What can be changed of a category. */
  record ChangedCategory(String name, @Nullable String parent) {}

  record CategoryResponse(String id, String slug, String name, @Nullable String parent) {
    static CategoryResponse of(CategoryView category) {
      return new CategoryResponse(
          category.id().toString(),
          category.slug().value(),
          category.name(),
          category.parent() == null ? null : category.parent().value());
    }
  }

  @GET
  @Access(Level.ANYONE)
  @Operation(summary = "All categories, in the order of their slugs")
  public PageJson<CategoryResponse> list() {
    return new PageJson<>(list.handle().stream().map(CategoryResponse::of).toList(), null);
  }

  @POST
  @Access(Level.ADMIN)
  @Operation(summary = "Adds a category; the same one again is no conflict")
  @ApiResponse(responseCode = "201", description = "It is there")
  @ApiResponse(responseCode = "409", description = "slug-taken")
  public Response create(NewCategory body) {
    Slug slug = Field.read("slug", body.slug(), Slug::new);
    Slug parent = Field.readOptional("parent", body.parent(), Slug::new);
    if (parent != null && slug.equals(parent)) {
      return ownDescendant(parent);
    }
    CreateCategory.Result result;
    try {
      result = create.handle(new CreateCategory.Command(slug, body.name(), parent));
    } catch (InvalidPart invalid) {
      throw Field.invalid(invalid.part(), invalid.getMessage());
    }
    return switch (result) {
      case CreateCategory.Result.Created created ->
          Response.created(URI.create("/api/categories/" + created.category().id()))
              .tag(EntityTags.of(created.category().version()))
              .entity(CategoryResponse.of(created.category()))
              .build();
      case CreateCategory.Result.SlugInUse taken ->
          Problem.of(
                  409,
                  "slug-taken",
                  "Slug taken",
                  "Another category has the slug " + taken.slug() + ".")
              .toResponse();
      case CreateCategory.Result.UnknownParent unknown ->
          CatalogProblems.unknownCategory("parent", unknown.parent());
    };
  }

  @PUT
  @Path("{id}")
  @Access(Level.ADMIN)
  @Operation(summary = "Gives a category another name or place; its slug never changes")
  public Response change(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      ChangedCategory body) {
    var command =
        new ChangeCategory.Command(
            categoryId(id),
            body.name(),
            Field.readOptional("parent", body.parent(), Slug::new),
            EntityTags.required(ifMatch).orElse(null));
    ChangeCategory.Result result;
    try {
      result = change.handle(command);
    } catch (InvalidPart invalid) {
      throw Field.invalid(invalid.part(), invalid.getMessage());
    }
    return switch (result) {
      case ChangeCategory.Result.Changed changed ->
          Response.ok(CategoryResponse.of(changed.category()))
              .tag(EntityTags.of(changed.category().version()))
              .build();
      case ChangeCategory.Result.NotFound no -> Problem.notFound("category").toResponse();
      case ChangeCategory.Result.ChangedMeanwhile no ->
          EntityTags.preconditionFailed().toResponse();
      case ChangeCategory.Result.UnknownParent unknown ->
          CatalogProblems.unknownCategory("parent", unknown.parent());
      case ChangeCategory.Result.OwnDescendant own -> ownDescendant(own.parent());
    };
  }

  @DELETE
  @Path("{id}")
  @Access(Level.ADMIN)
  @Operation(summary = "Removes a category that nothing is in")
  @ApiResponse(responseCode = "204", description = "It is gone")
  @ApiResponse(responseCode = "409", description = "category-in-use")
  public Response delete(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    var command =
        new DeleteCategory.Command(categoryId(id), EntityTags.required(ifMatch).orElse(null));
    return switch (delete.handle(command)) {
      case DeleteCategory.Result.Deleted deleted -> Response.noContent().build();
      case DeleteCategory.Result.NotFound no -> Problem.notFound("category").toResponse();
      case DeleteCategory.Result.ChangedMeanwhile no ->
          EntityTags.preconditionFailed().toResponse();
      case DeleteCategory.Result.InUse no ->
          Problem.of(
                  409,
                  "category-in-use",
                  "Category in use",
                  "Products or other categories are in it.")
              .toResponse();
    };
  }

  private static CategoryId categoryId(String text) {
    try {
      return CategoryId.parse(text);
    } catch (IllegalArgumentException notAnId) {
      throw Problem.notFound("category").toException();
    }
  }

  private static Response ownDescendant(Slug parent) {
    return Field.invalid("parent", "'" + parent + "' is the category itself or stands below it")
        .getResponse();
  }
}
