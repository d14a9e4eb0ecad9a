package dev.stoa.payment.sandbox;

import dev.stoa.payment.application.port.PaymentGateway.GatewayUnavailable;
import dev.stoa.payment.sandbox.SandboxIndex.IndexFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of entries. One thread takes all requests that wait, lets each decide on what
 * to write, writes it all and forces it to disk once; a request is answered after that. What is in
 * the file is handed to the index, in order, before the next request decides. The index is a file
 * of its own, so that neither the heap nor the start grows with the books by more than one reading
 * of the file takes, which checks that what the index holds of it is still what it was.
 *
 * <p>A last line that a crash cut off is forgotten, for nobody was told of it. Damage before the
 * last line is refused: books with a hole are not opened.
 */
final class SandboxJournal implements AutoCloseable {
  private static final int GROUP = 512;
  private static final Request<?> END = new Request<>(() -> new Decision<>(Optional.empty(), ""));

  private final Path file;
  private final FileChannel channel;
  private final SandboxIndex index;
  private final CRC32 written;
  private long size;
  private final BlockingQueue<Request<?>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Exception broken;

  /** What a request wants written, and its answer once it is. */
  record Decision<R>(Optional<JournalEntry> entry, R answer) {}

  private SandboxJournal(Path file, FileChannel channel, SandboxJournalReader read) {
    this.file = file;
    this.channel = channel;
    this.index = read.index();
    this.written = read.checksum();
    this.size = read.bytes();
    this.thread = Thread.ofPlatform().name("stoa-sandbox-gateway").daemon().unstarted(this::run);
  }

  /**
   * Opens the journal, creating it if need be, and hands the index what it does not have.
   *
   * @throws UncheckedIOException when it cannot be read, or is damaged before its last line
   */
  static SandboxJournal open(Path file) {
    try {
      boolean created = !Files.exists(file);
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              forItsOwner(file));
      if (created) {
        forceFolder(file);
      }
      SandboxJournalReader read;
      try {
        read = SandboxJournalReader.read(file);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.truncate(read.bytes());
      channel.position(read.bytes());
      SandboxJournal journal = new SandboxJournal(file, channel, read);
      journal.thread.start();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the entries are found; to be asked by requests that decide, for they have one thread. */
  SandboxIndex index() {
    return index;
  }

  /** Only the owner may read a new file, where the file system knows such rights. */
  static FileAttribute<?>[] forItsOwner(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Decides and writes; returns when the entry is on disk.
   *
   * @throws GatewayUnavailable when it could not be written; whether it was is not known
   */
  <R> R submit(Supplier<Decision<R>> decide) {
    Request<R> request = new Request<>(decide);
    if (closed) {
      throw new GatewayUnavailable("the sandbox gateway is closed");
    }
    waiting.add(request);
    if (closed && waiting.remove(request)) {
      throw new GatewayUnavailable("the sandbox gateway is closed");
    }
    try {
      return request.result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayUnavailable("interrupted while waiting for the sandbox gateway", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new GatewayUnavailable("the sandbox gateway failed", e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    waiting.add(END);
    try {
      thread.join();
      index.close();
      channel.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    List<Request<?>> group = new ArrayList<>(GROUP);
    boolean ended = false;
    while (!ended) {
      group.clear();
      try {
        group.add(waiting.take());
      } catch (InterruptedException e) {
        continue; // close() ends it
      }
      waiting.drainTo(group, GROUP - 1);
      ended = group.remove(END);
      answer(group);
    }
  }

  private void answer(List<Request<?>> group) {
    StringBuilder lines = new StringBuilder();
    try {
      for (Request<?> request : group) {
        request
            .decide(broken)
            .ifPresent(entry -> {
              lines.append(entry.toLine());
              index.add(entry);
            });
      }
      if (!lines.isEmpty()) {
        write(lines.toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException | IndexFailed e) {
      // What reached the disk is not known, and the index is ahead of it until it is closed: only a
      // restart, which reads the file, may answer again.
      broken = e;
      group.forEach(request -> request.fail(unavailable(e)));
      return;
    }
    group.forEach(Request::succeed);
  }

  private void write(byte[] lines) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(lines);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
    written.update(lines);
    size += lines.length;
    index.commit(size, written.getValue());
  }

  private GatewayUnavailable unavailable(Exception e) {
    return new GatewayUnavailable("cannot write " + file + "; restart when it can be written", e);
  }

  private static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  private static final class Request<R> {
    private final Supplier<Decision<R>> decide;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private @Nullable Decision<R> decision;
    private @Nullable RuntimeException failure;

    Request(Supplier<Decision<R>> decide) {
      this.decide = decide;
    }

    Optional<JournalEntry> decide(@Nullable Exception broken) {
      if (broken != null) {
        failure = new GatewayUnavailable("the sandbox gateway's journal cannot be written", broken);
        return Optional.empty();
      }
      try {
        Decision<R> made = decide.get();
        decision = made;
        return made.entry();
      } catch (IndexFailed e) {
        throw e;
      } catch (RuntimeException e) {
        failure = e;
        return Optional.empty();
      }
    }

    void succeed() {
      if (decision != null) {
        result.complete(decision.answer());
      } else {
        fail(new GatewayUnavailable("the request was not decided"));
      }
    }

    void fail(GatewayUnavailable otherwise) {
      result.completeExceptionally(failure != null ? failure : otherwise);
    }
  }
}
