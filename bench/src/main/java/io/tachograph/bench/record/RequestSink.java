package io.tachograph.bench.record;

import java.io.Closeable;
import java.io.IOException;

/** A file that requests are written to as they end. Not thread-safe. */
interface RequestSink extends Closeable {
    void write(RequestView request) throws IOException;

    /** What was written so far survives the end of this process. */
    void flush() throws IOException;
}
