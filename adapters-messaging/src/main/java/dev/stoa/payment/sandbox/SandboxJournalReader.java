package dev.stoa.payment.sandbox;

import dev.stoa.payment.sandbox.SandboxIndex.IndexFailed;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Reads a journal once, from its beginning to its end, a line or a buffer at a time. What the index
 * has of it is only compared with the index's checksum; what follows is handed to the index.
 */
final class SandboxJournalReader {
  private static final int BUFFER = 1 << 20;
  private static final int LONGEST_LINE = 1 << 20;
  private static final int COMMIT_EVERY = 10_000;

  private final Path file;
  private SandboxIndex index;
  private CRC32 checksum = new CRC32();
  private long bytes;
  private long lines;

  private SandboxJournalReader(Path file, SandboxIndex index) {
    this.file = file;
    this.index = index;
  }

  /**
   * Brings the index beside the journal up to the journal's last whole line.
   *
   * @throws IOException when the journal cannot be read, or is damaged before its last line
   */
  static SandboxJournalReader read(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".index");
    SandboxJournalReader reader = new SandboxJournalReader(file, SandboxIndex.open(beside));
    try {
      boolean fits;
      try {
        fits = reader.skipIndexed();
      } catch (IndexFailed damaged) {
        fits = false;
      }
      if (!fits) {
        // The journal is another one than it was, or is damaged: reading its lines will tell.
        reader.index.close();
        reader.index = SandboxIndex.anew(beside);
        reader.checksum = new CRC32();
        reader.bytes = 0;
        reader.lines = 0;
      }
      reader.readRest();
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.index.close();
      throw e;
    }
  }

  SandboxIndex index() {
    return index;
  }

  /** Of all that was read. */
  CRC32 checksum() {
    return checksum;
  }

  /** Where the last whole line ends. */
  long bytes() {
    return bytes;
  }

  /** Whether what the index has is what the journal begins with. */
  private boolean skipIndexed() throws IOException {
    SandboxIndex.Indexed indexed = index.indexed();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      while (bytes < indexed.bytes()) {
        int read = in.read(buffer, 0, (int) Math.min(BUFFER, indexed.bytes() - bytes));
        if (read < 0) {
          return false;
        }
        checksum.update(buffer, 0, read);
        bytes += read;
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return checksum.getValue() == indexed.checksum();
  }

  private void readRest() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      in.skipNBytes(bytes);
      int uncommitted = 0;
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
          if (line.size() > LONGEST_LINE) {
            throw damaged(new IllegalArgumentException("the line does not end"));
          }
          continue;
        }
        lines++;
        JournalEntry entry;
        try {
          entry = JournalEntry.parse(line.toString(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          if (in.read() < 0) {
            break; // a last line that a crash cut off
          }
          throw damaged(e);
        }
        line.write('\n');
        byte[] whole = line.toByteArray();
        checksum.update(whole);
        bytes += whole.length;
        line.reset();
        index.add(entry);
        uncommitted++;
        if (uncommitted == COMMIT_EVERY) {
          index.commit(bytes, checksum.getValue());
          uncommitted = 0;
        }
      }
      index.commit(bytes, checksum.getValue());
    }
  }

  private IOException damaged(IllegalArgumentException why) {
    return new IOException(
        "the sandbox gateway's journal %s is damaged at line %d: %s. Restore it from a backup"
            .formatted(file, lines, why.getMessage()),
        why);
  }
}
