package io.tachograph.collectors.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a spool's directory to one process. */
record SpoolLock(FileChannel file) implements AutoCloseable {
    /**
     * Creates the directory if need be.
     *
     * @throws IOException in a few words, when it cannot be written to, or another process holds it
     */
    static SpoolLock take(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
            FileChannel file =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file)) {
                return new SpoolLock(file);
            }
            file.close();
        } catch (IOException e) {
            throw new IOException(DiskFailure.words(e), e);
        }
        throw new IOException("another agent uses it; give each its own");
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            // Held until the channel is closed.
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Held within this process.
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
