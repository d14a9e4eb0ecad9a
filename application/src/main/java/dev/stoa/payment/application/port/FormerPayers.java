package dev.stoa.payment.application.port;

import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.StoreUnavailable;
import java.util.List;

/**
 * Payments that a version before stored with e-mail, addresses and token of the payer although they
 * were requested no more.
 *
 * <ul>
 *   <li>Each of them is found until it is saved; saving it, as it is or as what it became, stores
 *       it without the payer.
 *   <li>What is requested is not among them, nor what this version saved.
 *   <li>Finding them costs the same however many other payments there are; one that cannot be read
 *       is left out.
 *   <li>A store that cannot be reached is {@link StoreUnavailable}.
 * </ul>
 */
@FunctionalInterface
public interface FormerPayers {
  /**
   * Some of them.
   *
   * @param limit at most so many
   */
  List<Payment> some(int limit);
}
