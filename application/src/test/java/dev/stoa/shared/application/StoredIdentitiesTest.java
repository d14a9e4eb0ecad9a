package dev.stoa.shared.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.StartCheckout;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.identity.application.RegisterUser;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.NoticeType;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.EventEnvelope;
import dev.stoa.shared.events.EventTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Each derived id that stored data depends on, as every version of the shop before has made it. A
 * change here is a repeated command that is carried out twice.
 */
class StoredIdentitiesTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final UUID CAUSE = UUID.fromString("01900000-0000-7000-8000-00000000c0de");
  private static final CheckoutId CHECKOUT = new CheckoutId(CAUSE);
  private static final UserId USER =
      new UserId(UUID.fromString("01900000-0000-7000-8000-00000000005e"));
  private static final PaymentId PAYMENT =
      new PaymentId(UUID.fromString("01900000-0000-7000-8000-0000000000fa"));
  private static final IdempotencyKey KEY = new IdempotencyKey("key-1");

  @Test
  void ofAPurchase() {
    same(StartCheckout.formerIdOf(USER, KEY).value(), "096b3dc2-02fb-89cb-b5de-2aa5d8a2ef84");
    same(Payment.idOf(CHECKOUT).value(), "c052aa92-3ddd-88dc-8a30-da2b4e723db8");
    same(OrderId.of(CHECKOUT).value(), "9ee1e69b-ebf8-8ec0-9cea-15542a020103");
    same(Invoice.idOf(PAYMENT).value(), "8e57b41c-dae3-83cb-b096-5ef75b8e975a");
    same(Invoice.creditNoteIdOf(PAYMENT).value(), "a32f995b-7a4b-8422-8aaa-b85c63a56734");
  }

  @Test
  void ofTheCatalogue() {
    same(CreateProduct.idOf(USER, KEY).value(), "838f28d0-8109-8bfa-8e01-340b4ad0de52");
    same(RecordStockMovement.idOf(USER, KEY), "7a1010b2-3cfd-8f30-8799-8d77e365b55f");
    same(ImportProducts.idOf(Slug.of("desk-lamp")).value(), "de744bd2-0e93-842c-bddc-139280f9de09");
  }

  @Test
  void ofAnAccount() {
    same(
        RegisterUser.idOf(new EmailAddress("Ada@Example.org"), KEY).value(),
        "d47acc9c-afac-8afb-ac6b-45384694e4f9");
  }

  @Test
  void ofWhatIsTold() {
    same(
        Notice.of(NoticeType.ORDER_PLACED, CAUSE, NOON, Map.of()).id(),
        "86a1e527-5a5f-837e-bc36-b2d2e454abf8");
    LoggedEvent event = new LoggedEvent(1, CAUSE, "type", "subject", "{}", null);
    same(
        DeadLetter.of("orders", event, new IllegalStateException("no"), 1, NOON, NOON).id(),
        "bd9a0c93-2424-8cd0-a3b8-8eb184b338b0");
  }

  @Test
  void ofAnEventByItsNameOnTheWire() {
    EventTypes types = new EventTypes(IdentityEvents.all());
    List<EventEnvelope> commit =
        EventEnvelope.ofCommit(
            types,
            USER.value().toString(),
            new Version(1),
            List.of(
                new UserCreatedV1(USER.value(), 1, NOON),
                new UserDeletedV1(USER.value(), 1, NOON)));
    assertThat(commit)
        .extracting(each -> each.type().name())
        .containsExactly("dev.stoa.identity.user-created.v1", "dev.stoa.identity.user-deleted.v1");
    same(commit.get(0).id(), "7daaa554-4ff2-8f61-8d9f-d57ff312a23a");
    same(commit.get(1).id(), "622e4803-0258-8fd6-acd8-28a5b05b07bf");
  }

  private static void same(UUID id, String stored) {
    assertThat(id).hasToString(stored);
  }
}
