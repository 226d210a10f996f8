package io.tachograph.collectors.source.docker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream that may never end, each no longer than is allowed. */
final class BoundedLines {
    private final InputStream in;
    private final int mostBytes;

    BoundedLines(InputStream in, int mostBytes) {
        this.in = new BufferedInputStream(in);
        this.mostBytes = mostBytes;
    }

    /** The next one without its end; null after the last. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.size() == 0 ? null : line.toByteArray();
            }
            line.write(next);
            if (line.size() > mostBytes) {
                throw new TooLongException("a line has more than " + mostBytes + " bytes");
            }
        }
        return line.toByteArray();
    }
}
