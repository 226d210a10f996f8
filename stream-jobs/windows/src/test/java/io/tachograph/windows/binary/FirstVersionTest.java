package io.tachograph.windows.binary;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.failure;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.Resolution;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.request.OpenWindow;
import io.tachograph.windows.request.OpenWindowFormat;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSamples;
import java.io.DataInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * State that version 1 of the formats wrote, before there were SLO counts: the files were written by that code. The
 * same requests, counted now, are the same.
 */
class FirstVersionTest {
    private static final WindowGrid GRID =
            new WindowGrid(Resolution.TEN_SECONDS, Duration.ofSeconds(60), Duration.ofSeconds(10));

    private static <T> T read(BinaryFormat<T> format, String file) throws Exception {
        try (InputStream bytes =
                        Objects.requireNonNull(FirstVersionTest.class.getResourceAsStream("/state-v1/" + file), file);
                DataInputStream in = new DataInputStream(bytes)) {
            T value = format.read(1, in);
            assertThat(in.read()).as("bytes left").isEqualTo(-1);
            return value;
        }
    }

    private static RequestSample sample(int i) throws Exception {
        LatencyHistogram gaps = new LatencyHistogram();
        gaps.record(0);
        gaps.record(5);
        gaps.record(7_000_000);
        RequestTiming.Builder timing = i % 4 == 3
                ? failure(i % 30, MIDNIGHT_MILLIS + i)
                : success(i % 30, MIDNIGHT_MILLIS + i).setChunkGaps(gaps.toWire());
        return RequestSamples.of(timing.build(), 0, i);
    }

    /** Forty deliveries of thirty requests, and one snapshot on the way. */
    private static OpenWindow window() throws Exception {
        OpenWindow window = new OpenWindow(sample(0).series());
        for (int i = 0; i < 40; i++) {
            window.add(sample(i));
            if (i == 19) {
                window.snapshot(GRID, MIDNIGHT_MILLIS, false);
            }
        }
        return window;
    }

    @Test
    void openWindow_goesOnWhereItStood() throws Exception {
        OpenWindow restored = read(new OpenWindowFormat(), "OpenWindow.bin");
        OpenWindow straight = window();

        assertThat(restored.add(sample(7))).as("a duplicate").isFalse();
        straight.add(sample(7));
        assertThat(restored.snapshot(GRID, MIDNIGHT_MILLIS, true))
                .isEqualTo(straight.snapshot(GRID, MIDNIGHT_MILLIS, true));
    }

    @Test
    void snapshot_isWhatItWas() throws Exception {
        assertThat(read(new WindowSnapshotFormat(), "WindowSnapshot.bin"))
                .isEqualTo(window().snapshot(GRID, MIDNIGHT_MILLIS, true));
    }
}
