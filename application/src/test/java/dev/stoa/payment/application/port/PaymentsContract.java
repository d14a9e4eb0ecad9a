package dev.stoa.payment.application.port;

import static dev.stoa.payment.application.port.PaymentFixtures.DEADLINE;
import static dev.stoa.payment.application.port.PaymentFixtures.NOW;
import static dev.stoa.payment.application.port.PaymentFixtures.requested;
import static dev.stoa.payment.application.port.PaymentFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.payment.application.port.Payments.State;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.HandNote;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Reason;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of payments must do. */
public interface PaymentsContract {
  Payments payments();

  /** The same store, opened anew. */
  Payments restart();

  /** The subjects of the events that were published, in order. */
  List<String> published();

  private static Payment.Captured captured(Payment.Requested payment) {
    return payment.capture(new ChargeReference("ref-1"), NOW.plusSeconds(1));
  }

  private Payment stored(PaymentId id) {
    return payments().find(id).orElseThrow();
  }

  private Payment.Requested storedRequested(String name) {
    return (Payment.Requested) stored(requested(name).id());
  }

  @Test
  default void keepsEveryStateAlsoAfterARestart() {
    payments().save(requested("a"), List.of());
    assertThat(stored(requested("a").id()))
        .isEqualTo(
            new Payment.Requested(
                requested("a").purchase(),
                requested("a").payer(),
                new Version(1),
                NOW,
                DEADLINE,
                requested("a").plan()));
    payments().save(storedRequested("a").postpone(NOW), List.of());
    assertThat(storedRequested("a").plan()).isEqualTo(requested("a").postpone(NOW).plan());
    payments().save(captured(storedRequested("a")), List.of());
    Payment.Captured captured = (Payment.Captured) stored(requested("a").id());
    assertThat(captured.reference()).isEqualTo(new ChargeReference("ref-1"));
    payments().save(captured.requestRefund(new Reason("stock-short"), NOW), List.of());
    Payment.RefundRequested refund = (Payment.RefundRequested) stored(requested("a").id());
    payments().save(refund.refused(new Reason("no-funds")), List.of());
    refund = (Payment.RefundRequested) restart().find(requested("a").id()).orElseThrow();
    assertThat(refund.refusal()).isEqualTo(new Reason("no-funds"));
    payments().save(refund.refunded(NOW.plusSeconds(9)), List.of());
    assertThat(restart().find(requested("a").id()).orElseThrow())
        .isEqualTo(
            new Payment.Refunded(
                requested("a").purchase(),
                new Version(6),
                NOW,
                new ChargeReference("ref-1"),
                NOW.plusSeconds(1),
                new Reason("stock-short"),
                NOW.plusSeconds(9)));
    payments().save(requested("b"), List.of());
    payments().save(storedRequested("b").decline(new Reason("expired-card"), NOW), List.of());
    assertThat(stored(requested("b").id())).isInstanceOf(Payment.Declined.class);
  }

  @Test
  default void keepsEveryStateOfAChargeThatCameTooLate() {
    Payment.Requested requested = requested("late");
    Payment.Expired expired = requested.expire(DEADLINE);
    Payment.ChargedLate late =
        expired.charged(new ChargeReference("ref-1"), DEADLINE).refused(new Reason("no-funds"));
    for (Payment payment :
        List.of(
            requested,
            expired,
            expired.postpone(DEADLINE.plusSeconds(2)),
            late,
            late.postpone(DEADLINE.plusSeconds(3)),
            late.givenBack(DEADLINE.plusSeconds(9)))) {
      Version before = payments().find(payment.id()).map(Payment::version).orElse(Version.NEW);
      payments().save(payment.at(before), List.of());
      assertThat(restart().find(payment.id())).contains(payment.at(before.next()));
    }
    payments().save(requested("in time"), List.of());
    payments().save(storedRequested("in time").expire(DEADLINE).notCharged(), List.of());
    assertThat(stored(requested("in time").id()))
        .isEqualTo(
            new Payment.Declined(
                requested("in time").purchase(), new Version(2), NOW, Payment.EXPIRED, DEADLINE));
    assertThat(payments().tally().of(State.GIVEN_BACK).count()).isEqualTo(1);
  }

  @Test
  default void refusesAStaleCopyWithItsEvents() {
    payments().save(requested("a"), List.of());
    Payment.Requested copy = storedRequested("a");
    payments().save(captured(copy), List.of());
    assertThatThrownBy(() ->
            payments()
                .save(
                    copy.decline(new Reason("expired-card"), NOW),
                    List.of(
                        new PaymentDeclinedV1(
                            copy.id().value(),
                            copy.purchase().checkoutId().value(),
                            copy.userId().value(),
                            "expired-card",
                            NOW))))
        .isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> payments().save(requested("a"), List.of()))
        .isInstanceOf(StaleAggregate.class);
    assertThat(stored(copy.id())).isInstanceOf(Payment.Captured.class);
    assertThat(published()).isEmpty();
  }

  @Test
  default void publishesWithTheState() {
    Payment.Requested payment = requested("a");
    payments().save(payment, List.of());
    payments()
        .save(
            storedRequested("a").decline(new Reason("expired-card"), NOW),
            List.of(
                new PaymentDeclinedV1(
                    payment.id().value(),
                    payment.purchase().checkoutId().value(),
                    payment.userId().value(),
                    "expired-card",
                    NOW)));
    assertThat(published()).containsExactly(payment.id().toString());
  }

  @Test
  default void letsOneOfManySaversWin() throws Exception {
    List<Future<Boolean>> saves = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        saves.add(
            threads.submit(() -> {
              try {
                payments().save(requested("a"), List.of());
                return true;
              } catch (StaleAggregate stale) {
                return false;
              }
            }));
      }
    }
    int won = 0;
    for (Future<Boolean> save : saves) {
      won += save.get() ? 1 : 0;
    }
    assertThat(won).isEqualTo(1);
  }

  @Test
  default void findsWhatIsDueTheLongestDueFirst() {
    payments().save(requested("later"), List.of());
    payments().save(requested("soon"), List.of());
    payments().save(storedRequested("soon").postpone(NOW), List.of());
    payments().save(requested("done"), List.of());
    payments().save(captured(storedRequested("done")), List.of());

    assertThat(payments().due(NOW, 10)).isEmpty();
    assertThat(payments().due(NOW.plusSeconds(1), 10))
        .extracting(Payment::id)
        .containsExactly(requested("soon").id());
    assertThat(payments().due(NOW.plusSeconds(30), 10))
        .extracting(Payment::id)
        .containsExactly(requested("soon").id(), requested("later").id());
    assertThat(payments().due(NOW.plusSeconds(30), 1)).hasSize(1);
  }

  @Test
  default void keepsListsAndCountsWhatAPersonHasToDecide() {
    Reason why = new Reason("no-funds");
    HandNote note = new HandNote("paid by bank transfer", user("root"), DEADLINE);
    List<Payment.Unresolved> open = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Payment.Requested requested = requested(name);
      open.add(captured(requested).requestRefund(new Reason("stock-short"), NOW).refused(why));
    }
    open.add(requested("d").expire(DEADLINE));
    open.add(requested("e").expire(DEADLINE).charged(new ChargeReference("ref-e"), DEADLINE));
    payments().save(requested("other"), List.of());
    for (Payment.Unresolved payment : open) {
      Payment.NeedsDecision waiting = new Payment.NeedsDecision(payment, why, DEADLINE);
      payments().save(waiting, List.of());
      assertThat(restart().find(payment.id())).contains(waiting.at(new Version(1)));
    }
    assertThat(payments().due(DEADLINE.plusSeconds(9_999_999), 10)).hasSize(1);
    assertThat(payments().countNeedingDecision()).isEqualTo(5);
    assertThat(payments().tally().of(State.REFUND_REQUESTED).count()).isEqualTo(3);
    List<PaymentId> listed = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(2));
    while (next.isPresent()) {
      Page<Payment.NeedsDecision> page = payments().needingDecision(next.get());
      page.items().forEach(p -> listed.add(p.id()));
      next = page.next().map(cursor -> new PageRequest(2, Optional.of(cursor)));
    }
    assertThat(listed).hasSize(5).doesNotHaveDuplicates();
    for (Payment.Unresolved payment : open) {
      Payment.NeedsDecision waiting = (Payment.NeedsDecision) stored(payment.id());
      Payment.SettledByHand settled = waiting.settle(note);
      payments().save(settled, List.of());
      assertThat(restart().find(payment.id())).contains(settled.at(new Version(2)));
    }
    assertThat(payments().countNeedingDecision()).isZero();
    assertThat(payments().tally().of(State.REFUNDED_BY_HAND).count()).isEqualTo(3);
    assertThat(payments().tally().of(State.GIVEN_BACK_BY_HAND).count()).isEqualTo(1);
    assertThat(payments().tally().of(State.DECLINED).count()).isEqualTo(1);
  }

  @Test
  default void listsEachOnceAndTalliesThem() {
    for (int i = 0; i < 7; i++) {
      payments().save(requested("p" + i), List.of());
    }
    payments().save(captured(storedRequested("p3")), List.of());
    List<PaymentId> listed = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(3));
    while (next.isPresent()) {
      Page<Payment> page = payments().list(next.get());
      page.items().forEach(p -> listed.add(p.id()));
      next = page.next().map(cursor -> new PageRequest(3, Optional.of(cursor)));
    }
    assertThat(listed).hasSize(7).doesNotHaveDuplicates();
    assertThat(listed).extracting(PaymentId::toString).isSorted();
    Payments.Tally tally = payments().tally();
    assertThat(tally.of(State.REQUESTED).count()).isEqualTo(6);
    assertThat(tally.of(State.CAPTURED).sums()).containsExactly(Money.parse("139.85", "EUR"));
    assertThat(tally.of(State.REFUNDED).count()).isZero();
  }
}
