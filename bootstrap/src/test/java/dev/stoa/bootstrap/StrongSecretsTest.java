package dev.stoa.bootstrap;

import dev.stoa.identity.application.port.Secrets;
import dev.stoa.identity.application.port.SecretsContract;

final class StrongSecretsTest implements SecretsContract {
  private final StrongSecrets secrets = new StrongSecrets();

  @Override
  public Secrets secrets() {
    return secrets;
  }
}
