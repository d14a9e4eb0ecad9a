package dev.stoa.payment.application.port;

import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Money;
import java.util.List;

/**
 * The gateway's own account of what it charged and gave back, independent of what the shop
 * believes.
 *
 * <ul>
 *   <li>The tally counts each charge and each refund once, also after a restart; what was refused
 *       or is pending does not count.
 *   <li>The charges are listed in the order of their keys, each once, with what was given back.
 *   <li>A ledger that cannot be reached is {@link PaymentGateway.GatewayUnavailable}.
 * </ul>
 */
public interface GatewayLedger {
  Tally tally();

  Page<Charge> charges(PageRequest page);

  /**
   * What was charged and given back.
   *
   * @param charged one amount per currency
   * @param refunded one amount per currency
   */
  record Tally(long charges, List<Money> charged, long refunds, List<Money> refunded) {
    public Tally {
      charged = List.copyOf(charged);
      refunded = List.copyOf(refunded);
    }
  }

  /**
   * One charge.
   *
   * @param refunded what of it was given back; zero for nothing
   */
  record Charge(GatewayKey key, ChargeReference reference, Money amount, Money refunded) {}
}
