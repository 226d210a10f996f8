package io.tachograph.gateway.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of lines in a directory, which only their owner may read. Another one begins every hour, and when one has grown large;
 * those that are too old go, and the oldest when all together are too large. Used by one thread, but for the count.
 */
final class CaptureFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureFiles.class);
    private static final String BEGINNING = "capture-";
    private static final String END = ".jsonl";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "uuuuMMdd'T'HHmmss'.'SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Duration LONGEST_FILE = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** Of all that may be kept, so that there is always something to remove. */
    private static final int FILES_AT_LEAST = 8;

    private final Path directory;
    private final Duration keep;
    private final long mostBytes;
    private final Clock clock;
    private final AtomicLong removed = new AtomicLong();
    private @Nullable FileChannel current;
    private Instant begun = Instant.EPOCH;
    private Instant looked = Instant.EPOCH;

    private CaptureFiles(Path directory, Duration keep, long mostBytes, Clock clock) {
        this.directory = directory;
        this.keep = keep;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** @throws IOException in one sentence, when the directory cannot be written to */
    static CaptureFiles open(Path directory, Duration keep, long mostBytes, Clock clock) throws IOException {
        CaptureFiles files = new CaptureFiles(directory, keep, mostBytes, clock);
        try {
            create(directory);
            files.lookAfter();
            return files;
        } catch (IOException e) {
            throw new IOException("gateway.capture.directory: " + directory + " cannot be written to: " + e, e);
        }
    }

    /** One that is there already keeps its permissions: it may be others', too. */
    private static void create(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, owned(directory, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Permissions of what is created, where the file system knows any. */
    private static FileAttribute<?>[] owned(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** @param line without its end */
    void append(byte[] line) throws IOException {
        FileChannel file = current();
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        long before = file.position();
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            // Half a line would spoil the next one, too.
            file.truncate(before);
            throw e;
        }
    }

    private FileChannel current() throws IOException {
        FileChannel file = current;
        Instant now = clock.instant();
        boolean ends = file != null
                && (now.isAfter(begun.plus(LONGEST_FILE)) || file.position() >= mostBytes / FILES_AT_LEAST);
        if (file != null && !ends) {
            return file;
        }
        close();
        removeOld();
        begun = now;
        FileChannel next = FileChannel.open(
                directory.resolve(BEGINNING + STAMP.format(now) + END),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                owned(directory, "rw-------"));
        current = next;
        return next;
    }

    /** Removes what is too old or too much, from time to time. A directory that cannot be read is looked after the next time. */
    void lookAfter() {
        Instant now = clock.instant();
        if (now.isBefore(looked.plus(LOOK))) {
            return;
        }
        looked = now;
        try {
            removeOld();
        } catch (IOException e) {
            LOG.warn("files in {} that are too old or too large cannot be removed: {}", directory, e.toString());
        }
    }

    private void removeOld() throws IOException {
        Instant oldest = clock.instant().minus(keep);
        if (begun.isBefore(oldest)) {
            close();
        }
        long all = 0;
        // The newest first: by their names.
        for (Path file : files()) {
            boolean tooOld = Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
            all += Files.size(file);
            if (tooOld) {
                Files.deleteIfExists(file);
            } else if (all > mostBytes) {
                Files.deleteIfExists(file);
                removed.incrementAndGet();
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> files = new ArrayList<>(all.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(BEGINNING) && name.endsWith(END);
                    })
                    .toList());
            files.sort(Comparator.comparing((Path file) -> file.getFileName().toString())
                    .reversed());
            return files;
        }
    }

    /** Files that were removed before their time. */
    long removed() {
        return removed.get();
    }

    @Override
    public void close() {
        FileChannel file = current;
        current = null;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.warn("a file of captured requests could not be closed: {}", e.toString());
            }
        }
    }
}
