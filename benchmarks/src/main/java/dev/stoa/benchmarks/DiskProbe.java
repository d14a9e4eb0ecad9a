package dev.stoa.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** How often a second the disk can promise: 400 bytes appended and forced, by one thread. */
final class DiskProbe {
  private DiskProbe() {}

  static double forcesPerSecond(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "probe", ".bin");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long start = System.nanoTime();
      long forces = 0;
      while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1)) {
        ByteBuffer bytes = ByteBuffer.allocate(400);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
        forces++;
      }
      return forces * 1e9 / (System.nanoTime() - start);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
