package dev.stoa.bootstrap;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stoa health}: asks a running process whether it is ready; for health checks. */
@Command(
    name = "health",
    description = {
      "Asks a running shop whether it is ready; exit code 0 if it is, 1 if not. For the health",
      "checks of containers, which have no other client.",
      ""
    },
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "What to ask (http://127.0.0.1:PORT/health/ready, with PORT of STOA_PORT).")
  private @Nullable URI url;

  @Spec private CommandSpec spec;

  HealthCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    String port = System.getenv().getOrDefault(Setting.PORT.variable(), Setting.PORT.standard());
    URI asked = url == null ? URI.create("http://127.0.0.1:" + port + "/health/ready") : url;
    PrintWriter out = spec.commandLine().getOut();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(asked).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      out.println(answer.statusCode() + " " + answer.body());
      return answer.statusCode() == 200 ? Main.OK : Main.FAILED;
    } catch (IOException e) {
      out.println(asked + " does not answer: " + Failure.inWords(e) + ".");
      return Main.FAILED;
    }
  }
}
