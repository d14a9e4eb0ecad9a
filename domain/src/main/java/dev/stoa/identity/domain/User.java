package dev.stoa.identity.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an account. The e-mail address is the login and belongs to one user at a time; it
 * does not change. Every user is a customer; some are administrators too. A deleted user is gone:
 * nothing personal stays behind, and the id is never given out again.
 */
public final class User implements Aggregate<UserId> {
  private final UserId id;
  private final Version version;
  private final EmailAddress email;
  private final Set<Role> roles;
  private final Instant registeredAt;
  private final @Nullable Fingerprint registration;
  private DisplayName name;
  private PasswordHash passwordHash;

  private User(
      UserId id,
      Version version,
      EmailAddress email,
      DisplayName name,
      PasswordHash passwordHash,
      Set<Role> roles,
      Instant registeredAt,
      @Nullable Fingerprint registration) {
    if (!roles.contains(Role.CUSTOMER)) {
      throw new IllegalArgumentException("every user is a customer, but the roles were " + roles);
    }
    this.id = id;
    this.version = version;
    this.email = email;
    this.name = name;
    this.passwordHash = passwordHash;
    this.roles = Set.copyOf(roles);
    this.registeredAt = registeredAt;
    this.registration = registration;
  }

  /**
   * A new customer.
   *
   * @param registration what the command said, when it may be repeated; without the password, for a
   *     fast hash of it would undo the slow one
   */
  public static User register(
      UserId id,
      EmailAddress email,
      DisplayName name,
      PasswordHash passwordHash,
      @Nullable Fingerprint registration,
      Instant now) {
    return new User(
        id, Version.NEW, email, name, passwordHash, Set.of(Role.CUSTOMER), now, registration);
  }

  /** A new user who runs the shop, and may buy in it. */
  public static User administrator(
      UserId id, EmailAddress email, DisplayName name, PasswordHash passwordHash, Instant now) {
    return new User(
        id, Version.NEW, email, name, passwordHash, EnumSet.allOf(Role.class), now, null);
  }

  /** The user as it was saved. Only for persistence. */
  public static User reconstitute(
      UserId id,
      Version version,
      EmailAddress email,
      DisplayName name,
      PasswordHash passwordHash,
      Set<Role> roles,
      Instant registeredAt,
      @Nullable Fingerprint registration) {
    return new User(id, version, email, name, passwordHash, roles, registeredAt, registration);
  }

  /**
   * Takes another name.
   *
   * @return whether that is a change
   */
  public boolean rename(DisplayName newName) {
    if (name.equals(newName)) {
      return false;
    }
    name = newName;
    return true;
  }

  /** Keeps the same password under a hash of the present cost. */
  public void rehash(PasswordHash stronger) {
    passwordHash = stronger;
  }

  /** Whether this user came from a command that said the same. */
  public boolean isRegisteredBy(Fingerprint command) {
    return command.equals(registration);
  }

  @Override
  public UserId id() {
    return id;
  }

  @Override
  public Version version() {
    return version;
  }

  public EmailAddress email() {
    return email;
  }

  public DisplayName name() {
    return name;
  }

  public PasswordHash passwordHash() {
    return passwordHash;
  }

  public Set<Role> roles() {
    return roles;
  }

  public Instant registeredAt() {
    return registeredAt;
  }

  /** What the registering command said, when it could be repeated. */
  public Optional<Fingerprint> registration() {
    return Optional.ofNullable(registration);
  }
}
