package dev.stoa.bootstrap;

import dev.stoa.identity.application.CreateAdmin;
import dev.stoa.identity.application.IdentityContext;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Password;
import dev.stoa.shared.domain.EmailAddress;
import java.io.Console;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stoa admin}: administrators. */
@Command(
    name = "admin",
    description = "Makes administrators.",
    subcommands = AdminCommand.Create.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class AdminCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  AdminCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Main.USAGE;
  }

  /** Letters and digits that cannot be taken for one another. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  /** A password of 20 characters, more than 110 bits. */
  static Password generated() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Password(text.toString());
  }

  /** {@code stoa admin create}. */
  @Command(
      name = "create",
      description = {
        "Makes an administrator in the data folder of a shop that does not run.",
        "",
        "The password comes from STOA_PASSWORD, or is asked for (--ask), or is generated and",
        "printed once.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Mixin private final ShopOptions shop = new ShopOptions();

    @Option(
        names = "--email",
        required = true,
        paramLabel = "ADDRESS",
        description = "The address to log in with.")
    private @Nullable String email;

    @Option(names = "--name", paramLabel = "NAME", description = "The name (Administrator).")
    private String name = "Administrator";

    @Option(names = "--ask", description = "Ask for the password.")
    private boolean ask;

    @Spec private CommandSpec spec;

    Create() {}

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      EmailAddress address = read("--email", () -> new EmailAddress(String.valueOf(email)));
      DisplayName displayName = read("--name", () -> new DisplayName(name));
      String given = System.getenv("STOA_PASSWORD");
      boolean generate = given == null && !ask;
      Password password =
          generate
              ? generated()
              : read("the password", () -> new Password(given == null ? asked() : given));
      ShopConfig config = shop.read(Map.of());
      try (Shop opened =
          ServeCommand.openToWork(config.narrowed(Service.IDENTITY), "admin create")) {
        CreateAdmin.Result result =
            opened
                .get(IdentityContext.class)
                .createAdmin
                .handle(new CreateAdmin.Command(address, displayName, password));
        return switch (result) {
          case CreateAdmin.Result.Created created -> {
            out.println("Made the administrator " + address);
            if (generate) {
              out.println("Password: " + password.text());
            }
            yield Main.OK;
          }
          case CreateAdmin.Result.EmailTaken taken ->
              throw new Refused(address + " has an account already; it was left as it is.");
        };
      }
    }

    private <T> T read(String what, Callable<T> value) {
      try {
        return value.call();
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), what + ": " + e.getMessage());
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @SuppressWarnings("SystemConsoleNull") // It is null on 21 when there is no terminal.
    private String asked() {
      Console console = System.console();
      if (console == null) {
        throw new Refused("There is no terminal to ask at; set STOA_PASSWORD instead.");
      }
      return new String(console.readPassword("Password: "));
    }
  }
}
