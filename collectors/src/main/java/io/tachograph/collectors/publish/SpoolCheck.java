package io.tachograph.collectors.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether a spool can be used, without using it. */
public final class SpoolCheck {
    private static final int TRIED_BYTES = 64 << 10;

    private SpoolCheck() {}

    /**
     * Creates the directory if need be, as an agent would, takes its lock and writes a file that is deleted again.
     *
     * @param limitBytes that the spool may take
     * @return what is there, in a few words
     * @throws IOException in one sentence, when it cannot be written to, is in use, or has not the room that it may take
     */
    public static String of(Path directory, long limitBytes) throws IOException {
        SpoolLock lock = SpoolLock.take(directory);
        try {
            write(directory.resolve("check"));
            long held = held(directory);
            long usable = Files.getFileStore(directory).getUsableSpace();
            if (usable + held < limitBytes) {
                throw new IOException("the disk has " + mebibytes(usable) + " left and the spool may take "
                        + mebibytes(limitBytes - held) + " more: make room, or lower agent.spool-mib");
            }
            return "writable, with room for " + mebibytes(limitBytes) + ", holds " + mebibytes(held);
        } finally {
            lock.close();
        }
    }

    private static void write(Path file) throws IOException {
        try {
            Files.write(file, new byte[TRIED_BYTES]);
        } catch (IOException e) {
            throw new IOException(DiskFailure.words(e), e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long held(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }
}
