package dev.stoa.servers.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import dev.stoa.servers.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The child JVM: a MongoDB-compatible server over one file. */
final class MongoServerMain {
  private static final long COMPACTS_EACH_SECONDS = 2;

  private MongoServerMain() {}

  /** Runs the server: the folder, the port. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path old = folder.resolve("mongo.mv");
    if (Files.exists(old)) {
      throw new IOException(old + " is of an earlier build and cannot be read: use another folder");
    }
    DurableBackend backend = DurableBackend.open(folder.resolve("mongo.bson").toString());
    backend.version(ServerVersion.MONGO_5_0);
    new MongoServer(backend).bind("127.0.0.1", Integer.parseInt(args[1]));
    Thread.ofPlatform().daemon().name("compaction").start(() -> compact(backend));
    ChildJvm.readyUntilParentEnds();
  }

  private static void compact(DurableBackend backend) {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(COMPACTS_EACH_SECONDS);
        backend.compact();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
