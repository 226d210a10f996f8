package io.tachograph.windows.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.failure;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.store.Resolution;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenWindowTest {
    private static final WindowGrid GRID =
            new WindowGrid(Resolution.TEN_SECONDS, Duration.ofSeconds(60), Duration.ofSeconds(10));

    private static RequestSample sample(RequestTiming.Builder timing) throws InvalidRecordException {
        return RequestSamples.of(timing.build(), 0, 0);
    }

    private static OpenWindow window() throws InvalidRecordException {
        return new OpenWindow(sample(success(0, MIDNIGHT_MILLIS)).series());
    }

    @Test
    void add_countsASecondDeliveryAsDuplicateAndNothingElse() throws Exception {
        // Given
        OpenWindow window = window();
        window.add(sample(success(1, MIDNIGHT_MILLIS)));
        window.add(sample(failure(2, MIDNIGHT_MILLIS)));
        WindowSnapshot before = window.snapshot(GRID, MIDNIGHT_MILLIS, false);

        // When
        boolean counted = window.add(sample(success(1, MIDNIGHT_MILLIS)));

        // Then
        WindowSnapshot after = window.snapshot(GRID, MIDNIGHT_MILLIS, true);
        assertThat(counted).isFalse();
        assertThat(after.totals().duplicates()).isEqualTo(1);
        assertThat(after.totals().requests()).isEqualTo(2);
        assertThat(after.totals().outputTokens()).isEqualTo(before.totals().outputTokens());
        assertThat(after.totals().count(Outcome.HTTP_ERROR)).isEqualTo(1);
        assertThat(after.revision()).isGreaterThan(before.revision());
    }

    @Test
    void answerInOnePiece_isCountedOnceAndOneWhoseTokensNobodyCountedIsNot() throws Exception {
        OpenWindow window = window();
        for (int delivery = 0; delivery < 2; delivery++) {
            window.add(sample(success(1, MIDNIGHT_MILLIS)));
            window.add(sample(success(2, MIDNIGHT_MILLIS).setOutputTokens(1L)));
            window.add(sample(success(3, MIDNIGHT_MILLIS).setOutputTokens(null)));
            window.add(sample(failure(4, MIDNIGHT_MILLIS)));
        }

        OpenWindow restored = BinaryCopies.of(new OpenWindowFormat(), window);

        assertThat(restored.snapshot(GRID, MIDNIGHT_MILLIS, true).totals().onePiece())
                .isEqualTo(1);
    }

    @Test
    void requestThatTheKernelStamped_isCountedOnceWhateverItsOutcome() throws Exception {
        OpenWindow window = window();
        for (int delivery = 0; delivery < 2; delivery++) {
            window.add(sample(success(1, MIDNIGHT_MILLIS).setStampSource(StampSource.KERNEL)));
            window.add(sample(failure(2, MIDNIGHT_MILLIS).setStampSource(StampSource.KERNEL)));
            window.add(sample(success(3, MIDNIGHT_MILLIS).setStampSource(StampSource.READ)));
        }

        OpenWindow restored = BinaryCopies.of(new OpenWindowFormat(), window);

        assertThat(restored.snapshot(GRID, MIDNIGHT_MILLIS, true).totals().kernelStamped())
                .isEqualTo(2);
    }

    @Test
    void state_isTheSameAfterBeingWrittenAndReadInTheMiddle() throws Exception {
        // Given
        OpenWindow straight = window();
        OpenWindow restored = window();
        for (int i = 0; i < 2_000; i++) {
            // Each third record is delivered twice, the second time after the restore for the late ones.
            RequestSample sample = sample(success(i % 1_500, MIDNIGHT_MILLIS + i % 10_000));
            straight.add(sample);
            restored.add(sample);
            if (i == 1_000) {
                // When
                restored = BinaryCopies.of(new OpenWindowFormat(), restored);
            }
        }

        // Then
        assertThat(restored.snapshot(GRID, MIDNIGHT_MILLIS, true))
                .isEqualTo(straight.snapshot(GRID, MIDNIGHT_MILLIS, true));
        assertThat(straight.snapshot(GRID, MIDNIGHT_MILLIS, true).totals().duplicates())
                .isEqualTo(500);
    }

    @Test
    void copy_sharesNothingWithTheOriginal() throws Exception {
        OpenWindow window = window();
        window.add(sample(success(1, MIDNIGHT_MILLIS)));
        OpenWindow copy = new OpenWindowFormat().copy(window);

        copy.add(sample(success(2, MIDNIGHT_MILLIS)));

        assertThat(window.snapshot(GRID, MIDNIGHT_MILLIS, true).totals().requests())
                .isEqualTo(1);
        assertThat(window.add(sample(success(2, MIDNIGHT_MILLIS)))).isTrue();
    }

    @Test
    void snapshot_staysAsItWasWhenTheWindowGoesOn() throws Exception {
        OpenWindow window = window();
        window.add(sample(success(1, MIDNIGHT_MILLIS)));
        WindowSnapshot early = window.snapshot(GRID, MIDNIGHT_MILLIS, false);

        window.add(sample(success(2, MIDNIGHT_MILLIS)));
        WindowSnapshot later = window.snapshot(GRID, MIDNIGHT_MILLIS, true);

        assertThat(early.totals().requests()).isEqualTo(1);
        assertThat(later.totals().requests()).isEqualTo(2);
    }

    @Test
    void copy_thatNothingIsAddedTo_knowsWhatTimeItCovers() throws Exception {
        OpenWindow window = window();
        window.add(sample(success(1, MIDNIGHT_MILLIS)));

        WindowSnapshot snapshot = new OpenWindowFormat().copy(window).snapshot(GRID, MIDNIGHT_MILLIS, true);

        assertThat(snapshot).isEqualTo(window.snapshot(GRID, MIDNIGHT_MILLIS, true));
    }

    @Test
    void idSet_tellsEveryIdentityApart() {
        IdSet ids = new IdSet();
        for (long i = -5_000; i < 5_000; i++) {
            assertThat(ids.add(i * 0x1_0000_0001L, i)).isTrue();
        }
        for (long i = -5_000; i < 5_000; i++) {
            assertThat(ids.add(i * 0x1_0000_0001L, i)).isFalse();
        }
        assertThat(ids.size()).isEqualTo(10_000);
    }
}
