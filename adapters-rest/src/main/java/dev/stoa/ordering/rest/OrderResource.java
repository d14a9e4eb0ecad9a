package dev.stoa.ordering.rest;

import dev.stoa.ordering.application.FindOrder;
import dev.stoa.ordering.application.ListAllOrders;
import dev.stoa.ordering.application.ListOrders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.EntityTags;
import dev.stoa.shared.rest.PageJson;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/** {@code /api/orders} and {@code /api/admin/orders}. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public final class OrderResource {
  private final FindOrder find;
  private final ListOrders list;
  private final ListAllOrders listAll;

  OrderResource(FindOrder find, ListOrders list, ListAllOrders listAll) {
    this.find = find;
    this.list = list;
    this.listAll = listAll;
  }

  @GET
  @Path("orders")
  @Access(Level.USER)
  @Operation(summary = "The caller's orders, newest first")
  public Response list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context SecurityContext security) {
    var query = new ListOrders.Query(Caller.of(security).userId(), PageJson.request(limit, cursor));
    return Response.ok(PageJson.of(list.handle(query), OrderResponse::of)).build();
  }

  @GET
  @Path("orders/{id}")
  @Access(Level.USER)
  @Operation(summary = "One order of the caller")
  @ApiResponse(responseCode = "404", description = "There is none, or it is another user's")
  public Response find(
      @PathParam("id") String id, @Context Request request, @Context SecurityContext security) {
    Caller caller = Caller.of(security);
    OrderId orderId;
    try {
      orderId = OrderId.parse(id);
    } catch (IllegalArgumentException noId) {
      return Problem.notFound("order").toResponse();
    }
    return switch (find.handle(new FindOrder.Query(caller.userId(), caller.isAdmin(), orderId))) {
      case FindOrder.Result.Found found -> answer(found.order(), request);
      case FindOrder.Result.NotFound none -> Problem.notFound("order").toResponse();
    };
  }

  @GET
  @Path("admin/orders")
  @Access(Level.ADMIN)
  @Operation(summary = "Everybody's orders, newest first")
  public Response listAll(
      @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
    var query = new ListAllOrders.Query(PageJson.request(limit, cursor));
    return Response.ok(PageJson.of(listAll.handle(query), OrderResponse::of)).build();
  }

  private static Response answer(Order order, Request request) {
    EntityTag tag = EntityTags.of(order.version());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return (unchanged == null ? Response.ok(OrderResponse.of(order)) : unchanged).tag(tag).build();
  }
}
