package dev.stoa.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with all data of a shop, held by one process. The lock is the operating system's: it
 * ends with the process, however that ends.
 */
final class DataFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

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
   * <p>What is made is for its owner alone, from the moment it is there: the folder holds the key
   * that signs tokens, addresses and e-mail addresses. A folder that is there already stays as it
   * is, and a warning says when others may look into it.
   *
   * @throws InUse when another process has it
   * @throws UncheckedIOException when it cannot be made or written, saying why
   */
  static DataFolder take(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        openToOthers(folder).forEach(LOG::warn);
      } else {
        Files.createDirectories(folder, owned(folder, "rwx------"));
      }
      FileChannel channel = openOwned(folder.resolve("stoa.lock"));
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new InUse(folder, urlIn(folder));
      }
      Files.deleteIfExists(urlFile(folder));
      return new DataFolder(folder, channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder " + folder + " cannot be used: " + Failure.inWords(e), e);
    }
  }

  /** Where in the folder something is kept. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Notes where the shop on this folder answers, for those who find the folder taken. */
  void runsAt(URI url) {
    try {
      try (FileChannel file = openOwned(urlFile(folder))) {
        file.truncate(0);
        file.write(ByteBuffer.wrap(url.toString().getBytes(StandardCharsets.UTF_8)));
      }
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

  private static FileChannel openOwned(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        owned(file, "rw-------"));
  }

  /** The rights of the owner alone, where the file system knows such. */
  private static FileAttribute<?>[] owned(Path file, String rights) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /** What of a folder others may look into, a sentence each with what to do about it. */
  static List<String> openToOthers(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return List.of();
    }
    List<String> open = new ArrayList<>();
    open(folder, "rwx------", "700").ifPresent(open::add);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        open(file, "rw-------", "600").ifPresent(open::add);
      }
    }
    return open;
  }

  private static Optional<String> open(Path path, String rights, String mode) throws IOException {
    Set<PosixFilePermission> actual = Files.getPosixFilePermissions(path);
    return PosixFilePermissions.fromString(rights).containsAll(actual)
        ? Optional.empty()
        : Optional.of(
            "%s is open to others (%s), and keys and personal data are kept there: chmod %s %s"
                .formatted(path, PosixFilePermissions.toString(actual), mode, path));
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
