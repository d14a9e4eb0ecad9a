package dev.stoa.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The JVM of a server that is written in Java, with a class path of its own. */
public final class ChildJvm {
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
    command.add("-Xshare:auto");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(String.join(java.io.File.pathSeparator, classPath));
    command.add(mainClass.getName());
    command.addAll(List.of(args));
    return List.copyOf(command);
  }

  /** A port of 127.0.0.1 that is free at the moment. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
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
