package io.tachograph.jobs.source;

import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.windows.EmittedWindow;
import org.jspecify.annotations.Nullable;

/**
 * What one Kafka record of the window topic turned out to be: a window that was asked for, a dead letter, or neither: a
 * window of another resolution, whose work the clock has done.
 *
 * @param clockMillis where the stream's clock stands by this record, or {@link #NO_CLOCK}
 * @param window the window, if it was asked for
 * @param deadLetter why the record does not count, if it does not
 */
record WindowEvent(
        long clockMillis,
        @Nullable EmittedWindow window,
        @Nullable DeadLetter deadLetter) implements Clocked {
    static WindowEvent of(DeadLetter deadLetter) {
        return new WindowEvent(NO_CLOCK, null, deadLetter);
    }
}
