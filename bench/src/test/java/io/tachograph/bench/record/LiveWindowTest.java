package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.client.endpoint.Details;
import io.tachograph.schemas.avro.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last seconds are the last seconds wherever the clock stands, before the start too. */
class LiveWindowTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = SECOND / 8;

    @ParameterizedTest
    @ValueSource(longs = {-7, -6, -1, 0, 1, 100_000})
    void rates_areThoseOfTheLastFiveSecondsAndThePartOfThisOne(long fromSecond) {
        LiveWindow window = new LiveWindow();
        long from = fromSecond * SECOND;
        long now = from;
        for (; now < from + 20 * SECOND; now += STEP) {
            window.add(answer(3), now);
            window.unsent(now);
        }
        now += SECOND / 2 - STEP; // the last added is half a second old

        Live live = window.picture(now);

        long shown = Math.floorDiv(now, SECOND) * SECOND - 5 * SECOND;
        long answers = 0;
        for (long at = from; at < from + 20 * SECOND; at += STEP) {
            answers += at >= shown ? 1 : 0;
        }
        double span = (now - shown) / 1e9;
        assertThat(live.finished()).isEqualTo(2 * 160);
        assertThat(live.ok()).isEqualTo(160);
        assertThat(live.failed()).isEqualTo(160);
        assertThat(live.requestRate()).isCloseTo(2 * answers / span, within(1e-9));
        assertThat(live.outputTokenRate()).isCloseTo(3 * answers / span, within(1e-9));
    }

    @Test
    void beforeTheStart_whatEndsIsCounted() {
        LiveWindow window = new LiveWindow();
        for (long at : new long[] {Long.MIN_VALUE / 2, -SECOND - 1, -SECOND, -1}) {
            window.add(answer(1), at);
        }

        assertThat(window.picture(-1).finished()).isEqualTo(4);
        assertThat(window.picture(-1).requestRate()).isEqualTo(3);
    }

    private static RequestView answer(long tokens) {
        return new RequestView(
                0,
                Phase.MEASURED,
                0,
                Requests.blank(0)
                        .setOutcome(Outcome.OK)
                        .setFirstTokenNanos(1L)
                        .setLastTokenNanos(2L)
                        .setClosedNanos(2)
                        .setOutputTokens(tokens)
                        .build(),
                Details.NONE);
    }
}
