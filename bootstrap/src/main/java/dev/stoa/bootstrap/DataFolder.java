package dev.stoa.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder with all data of a shop, held by one process. The lock is the operating system's: it
 * ends with the process, however that ends.
 */
final class DataFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the folder, making it when it is missing.
   *
   * @throws InUse when another process has it
   */
  static DataFolder take(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("stoa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new InUse(folder, urlIn(folder));
      }
      Files.deleteIfExists(urlFile(folder));
      return new DataFolder(folder, channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be used: " + e, e);
    }
  }

  /** Where in the folder something is kept. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Notes where the shop on this folder answers, for those who find the folder taken. */
  void runsAt(URI url) {
    try {
      Files.writeString(urlFile(folder), url.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(urlFile(folder));
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Path urlFile(Path folder) {
    return folder.resolve("stoa.url");
  }

  private static Optional<String> urlIn(Path folder) {
    try {
      return Optional.of(Files.readString(urlFile(folder)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Another process has the folder. */
  static final class InUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable String url;

    InUse(Path folder, Optional<String> url) {
      super(
          url.map(at -> "The folder %s is in use by the shop that runs at %s".formatted(folder, at))
              .orElse("The folder " + folder + " is in use by another process"));
      this.url = url.orElse(null);
    }

    /** Where the shop that has the folder answers; empty when it does not serve. */
    Optional<String> url() {
      return Optional.ofNullable(url);
    }
  }
}
