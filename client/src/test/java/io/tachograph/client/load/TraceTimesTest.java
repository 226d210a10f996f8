package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.workload.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTimesTest {
    @TempDir
    Path folder;

    private Trace trace;

    @BeforeEach
    void load() throws IOException {
        trace = Trace.load(Files.writeString(folder.resolve("trace"), """
                {"at_ms": 100, "input_tokens": 1}
                {"at_ms": 101.5, "input_tokens": 1}
                {"at_ms": 1100, "input_tokens": 1}
                """));
    }

    @Test
    void arrivals_areTheTraces_dividedByTheSpeed_andThenNoneForEver() {
        OpenLoop.Schedule asRecorded = new TraceTimes(trace, 1).schedule();
        TraceTimes twice = new TraceTimes(trace, 2);

        assertThat(new long[] {asRecorded.nextNanos(), asRecorded.nextNanos(), asRecorded.nextNanos()})
                .containsExactly(0, 1_500_000, 1_000_000_000);
        assertThat(asRecorded.nextNanos()).isEqualTo(OpenLoop.Schedule.NONE);
        assertThat(asRecorded.nextNanos()).isEqualTo(OpenLoop.Schedule.NONE);
        for (int run = 0; run < 2; run++) {
            OpenLoop.Schedule schedule = twice.schedule();
            assertThat(new long[] {schedule.nextNanos(), schedule.nextNanos(), schedule.nextNanos()})
                    .containsExactly(0, 750_000, 500_000_000);
        }
        assertThat(twice.describe()).isEqualTo("trace of 3 arrivals at 2.0 times its speed");
    }

    @Test
    void speedThatIsNone_isRefused() {
        assertThatThrownBy(() -> new TraceTimes(trace, 0)).hasMessage("speed is 0.0, but must be above zero");
        assertThatThrownBy(() -> new TraceTimes(trace, 1e-12)).hasMessageContaining("take centuries");
    }
}
