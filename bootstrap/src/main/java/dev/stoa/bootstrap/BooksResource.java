package dev.stoa.bootstrap;

import dev.stoa.shared.rest.Access;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The comparison of the books over HTTP. */
@Path("/api/admin/books")
@Tag(name = "operations")
public final class BooksResource {
  private final Books books;

  BooksResource(Books books) {
    this.books = books;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Access(Access.Level.ADMIN)
  @Operation(
      summary = "Charges, payments, orders, invoices and stock side by side, with contradictions")
  public Books.Report read() {
    return books.report();
  }
}
