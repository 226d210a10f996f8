package io.tachograph.dashboardtest.mcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An input that tells of its end, which the protocol's SDK keeps to itself. */
final class WatchedInput extends FilterInputStream {
    private final Runnable atEnd;

    WatchedInput(InputStream in, Runnable atEnd) {
        super(in);
        this.atEnd = atEnd;
    }

    @Override
    public int read() throws IOException {
        return watched(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return watched(super.read(into, offset, length));
    }

    private int watched(int read) {
        if (read < 0) {
            atEnd.run();
        }
        return read;
    }
}
