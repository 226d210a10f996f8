package io.tachograph.bench.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gathers whole lines and hands only whole lines to the system, so that a file that is cut off ends with one. */
final class LineFile implements AutoCloseable {
    private static final int FULL = 1 << 16;

    /** Where a line is put together. */
    final ByteArrayOutputStream lines = new ByteArrayOutputStream(FULL + (1 << 12));

    private final OutputStream file;

    LineFile(Path path) throws IOException {
        file = Files.newOutputStream(path);
    }

    void lineEnds() throws IOException {
        lines.write('\n');
        if (lines.size() >= FULL) {
            flush();
        }
    }

    void flush() throws IOException {
        try {
            lines.writeTo(file);
        } finally {
            lines.reset();
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            flush();
        }
    }
}
