package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.CheckoutId;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a movement of stock is for, such as "the hold of that checkout". The ledger of a SKU has a
 * key at most once, hence nothing happens twice however often it is asked for.
 */
public record MovementKey(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z]+:[0-9a-f-]{36}");

  public MovementKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected a kind and a UUID, such as held:0190…, but was '" + value + "'");
    }
  }

  public static MovementKey held(CheckoutId checkout) {
    return new MovementKey("held:" + checkout);
  }

  public static MovementKey released(CheckoutId checkout) {
    return new MovementKey("released:" + checkout);
  }

  public static MovementKey expired(CheckoutId checkout) {
    return new MovementKey("expired:" + checkout);
  }

  public static MovementKey sold(CheckoutId checkout) {
    return new MovementKey("sold:" + checkout);
  }

  public static MovementKey returned(CheckoutId checkout) {
    return new MovementKey("returned:" + checkout);
  }

  /** A movement that a merchant recorded. */
  public static MovementKey recorded(UUID id) {
    return new MovementKey("recorded:" + id);
  }

  @Override
  public String toString() {
    return value;
  }
}
