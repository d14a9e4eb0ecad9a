package dev.stoa.catalog.rest;

import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.rest.Field;
import dev.stoa.shared.rest.Problem;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The problems that several resources of the catalogue have. */
final class CatalogProblems {
  private CatalogProblems() {}

  /** The id of a product in a path; what is no id names nothing: 404. */
  static ProductId productId(String text) {
    return asProductId(text).orElseThrow(() -> Problem.notFound("product").toException());
  }

  static Optional<ProductId> asProductId(String text) {
    if (text.length() != 36) {
      return Optional.empty();
    }
    try {
      return Optional.of(ProductId.parse(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  static Response unknownCategory(String field, Slug category) {
    return Field.invalid(field, "there is no category '" + category + "'").getResponse();
  }

  static Response keyReused() {
    return Problem.of(
            422,
            "idempotency-key-reused",
            "Idempotency-Key reused",
            "The Idempotency-Key was sent before with another body.")
        .toResponse();
  }
}
