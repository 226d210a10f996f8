package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.endpoint.Details;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What waits for the recorder is bounded in memory, not only in number. */
class HandoverTest {
    @Test
    void largeItem_waitsUntilSmallOnesHaveMadeRoom() throws Exception {
        Handover<Integer> handover = new Handover<>(10, weight -> weight);
        handover.put(4);
        handover.put(4);
        Thread giver = new Thread(() -> handover.put(3));
        giver.start();
        Awaitility.await().until(() -> giver.getState() == Thread.State.TIMED_WAITING);

        assertThat(handover.poll()).isEqualTo(4);
        giver.join();

        assertThat(handover.poll()).isEqualTo(4);
        assertThat(handover.poll()).isEqualTo(3);
        assertThat(handover.poll()).isNull();
        assertThat(handover.waits().count()).isOne();
    }

    @Test
    void itemLargerThanTheQueue_passesAlone_andGivesBackWhatItTook() {
        Handover<Integer> handover = new Handover<>(10, weight -> weight);
        for (int i = 0; i < 3; i++) {
            handover.put(1_000_000);
            assertThat(handover.poll()).isEqualTo(1_000_000);
        }
        handover.put(10);

        assertThat(handover.waits().count()).isZero();
        assertThat(handover.lost()).isZero();
    }

    @Test
    void weight_growsWithWhatIsKept() {
        assertThat(new Arrival(Arrival.Fate.OVER_LIMIT, 1, 0, null, false).weight())
                .isOne();
        assertThat(finished("short", 10).weight()).isOne();
        assertThat(finished("x".repeat(20_480), 1_024).weight()).isEqualTo(1 + 10 + 4);
    }

    private static Arrival finished(String text, int chunks) {
        RequestTiming record = Requests.blank(1)
                .setOutcome(Outcome.OK)
                .setClosedNanos(9)
                .setTokenSource(TokenSource.CHUNKS)
                .setStampSource(StampSource.READ)
                .build();
        Details kept = new Details(text, new long[chunks], Map.of());
        return new Arrival(Arrival.Fate.FINISHED, 1, 0, new Finished(record, kept), false);
    }
}
