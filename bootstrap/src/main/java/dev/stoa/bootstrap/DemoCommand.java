package dev.stoa.bootstrap;

import dev.stoa.identity.application.CreateAdmin;
import dev.stoa.identity.application.IdentityContext;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Password;
import dev.stoa.shared.domain.EmailAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stoa demo}: a shop to try things with. */
@Command(
    name = "demo",
    description = {
      "Runs a shop to try things with: makes an administrator on the first start, prints the login",
      "and how to buy something. Started again on the same folder, it goes on where it was.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String ADMIN = "admin@example.com";

  @Mixin private final ShopOptions shop = new ShopOptions();
  @Mixin private final ListenOptions listen = new ListenOptions();

  @Option(names = "--ephemeral", description = "Use a new folder among the temporary files.")
  private boolean ephemeral;

  @Option(
      names = "--prepare",
      description =
          "Only make the administrator and the catalogue, for a shop that runs elsewhere.")
  private boolean prepare;

  @Spec private CommandSpec spec;

  DemoCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Map<String, @Nullable String> options = new LinkedHashMap<>(listen.values());
    if (ephemeral) {
      options.put(Setting.DATA.key(), temporaryFolder());
    }
    ShopConfig config = shop.read(options);
    PrintWriter out = spec.commandLine().getOut();
    if (prepare) {
      try (Shop opened = ServeCommand.openToWork(config, "demo")) {
        prepare(opened, out);
      }
      return Main.OK;
    }
    ServeCommand.run(config, "demo", out, (opened, url) -> welcome(opened, url, config, out));
    return Main.OK;
  }

  private static String temporaryFolder() {
    try {
      return Files.createTempDirectory("stoa-demo").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void welcome(Shop shop, URI url, ShopConfig config, PrintWriter out) {
    prepare(shop, out);
    out.println("Data           " + config.data().toAbsolutePath().normalize());
    out.println();
    out.println(WALK.replace("URL", url.toString().replaceAll("/$", "")));
    out.println("The shop is open at " + url + "   (Ctrl-C closes it)");
  }

  private static void prepare(Shop shop, PrintWriter out) {
    Password password = AdminCommand.generated();
    CreateAdmin.Result admin =
        shop.get(IdentityContext.class)
            .createAdmin
            .handle(
                new CreateAdmin.Command(
                    new EmailAddress(ADMIN), new DisplayName("Administrator"), password));
    out.println("Administrator  " + ADMIN);
    switch (admin) {
      case CreateAdmin.Result.Created created ->
          out.println("password: " + password.text() + "   (printed this once)");
      case CreateAdmin.Result.EmailTaken taken ->
          out.println("Password       as printed at the first start on this folder");
    }
    int products = shop.get(DemoCatalogue.class).load();
    out.println("Catalogue      " + products + " products");
  }

  private static final String WALK =
      """
      API=URL/api; JSON='Content-Type: application/json'
      curl -s $API/auth/register -H "$JSON" -d '{"email":"ada@example.com","password":"a long enough passphrase","name":"Ada"}'
      TOKEN=$(curl -s $API/auth/login -H "$JSON" -d '{"email":"ada@example.com","password":"a long enough passphrase"}' \\
        | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
      curl -s "$API/products?limit=3"
      curl -s $API/basket -H "Authorization: Bearer $TOKEN"
      """;
}
