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
        FileChannel file = null;
        try {
            Files.createDirectories(directory);
            file = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // Held until the channel is closed.
            FileLock lock = file.tryLock();
            if (lock != null) {
                return new SpoolLock(file);
            }
        } catch (OverlappingFileLockException e) {
            // Held within this process; said below.
        } catch (IOException e) {
            throw new IOException(DiskFailure.words(e), e);
        }
        file.close();
        throw new IOException("another agent uses it; give each its own");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
