package dev.stoa.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The JVM of a server that is written in Java, with a class path of its own. */
public final class ChildJvm {
  /**
   * A system property: {@code true} where servers are to run for long under load. Otherwise, as in
   * tests, they are compiled only as far as it pays within a minute.
   */
  public static final String LONG_RUN = "stoa.servers.long-run";

  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 32_000;
  private static final int TRIED_PORTS = 1_000;

  private ChildJvm() {}

  /**
   * The command line of the server's JVM.
   *
   * @param server names the resource {@code META-INF/stoa/<server>.classpath} with its class path
   * @param mainClass of the same module as that resource
   */
  public static List<String> command(
      String server, Class<?> mainClass, List<String> jvmOptions, String... args) {
    Set<String> classPath = new LinkedHashSet<>();
    classPath.add(place(mainClass));
    classPath.add(place(ChildJvm.class));
    classPath.addAll(List.of(classPath(server, mainClass).split(java.io.File.pathSeparator)));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Xshare:auto");
    if (!Boolean.getBoolean(LONG_RUN)) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(String.join(java.io.File.pathSeparator, classPath));
    command.add(mainClass.getName());
    command.addAll(List.of(args));
    return List.copyOf(command);
  }

  /**
   * A port of 127.0.0.1 that is free at the moment, for a server that may be restarted on it: below
   * those that systems give to outgoing connections (RFC 6335 and the usual defaults), one of which
   * would sooner or later have taken it while the server was away.
   */
  public static int freePort() {
    for (int i = 0; i < TRIED_PORTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port among %d tried from %d to %d"
            .formatted(TRIED_PORTS, LOWEST_PORT, HIGHEST_PORT));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * In the child: says that the server can be used, and ends the JVM when whoever started it is
   * gone, however it went: its end of the standard input closes with it.
   */
  public static void readyUntilParentEnds() {
    System.out.println("READY");
    System.out.flush();
    try {
      while (System.in.read() >= 0) {
        // Nobody sends anything; only the end matters.
      }
    } catch (IOException e) {
      System.err.println("standard input broke: " + e);
    }
    Runtime.getRuntime().halt(0);
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String classPath(String server, Class<?> mainClass) {
    String resource = "/META-INF/stoa/" + server + ".classpath";
    try (InputStream in = mainClass.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "no "
                + resource
                + ": the module of "
                + mainClass.getName()
                + " was not built by Maven");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
