package io.tachograph.collectors.source.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.RequestTiming;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanInboxTest {
    private static final RequestTiming TIMING = new TracedRequests(
                    new OtlpSettings(null, List.of(0), null, null, null, null, 4), "agent-1")
            .of(Spans.request(Spans.call(1)))
            .timings()
            .get(0);

    private final SpanInbox inbox = new SpanInbox();
    private final List<Boolean> told = new ArrayList<>();

    private static List<RequestTiming> timings(int count) {
        return Collections.nCopies(count, TIMING);
    }

    @Test
    void sendersAreTold_whenTheirTimingsWereHandedOver() {
        List<RequestTiming> handedOver = new ArrayList<>();

        assertThat(inbox.offer(timings(2), told::add)).isTrue();
        assertThat(told).isEmpty();
        inbox.drain(handedOver::add);

        assertThat(handedOver).hasSize(2);
        assertThat(told).containsExactly(true);
    }

    @Test
    void fullInbox_refusesUntilItWasEmptied() {
        assertThat(inbox.offer(timings(20_000), told::add)).isTrue();
        assertThat(inbox.offer(timings(1), told::add)).isFalse();
        inbox.drain(timing -> {});
        // However large, since it would never fit otherwise.
        assertThat(inbox.offer(timings(20_001), told::add)).isTrue();
    }

    @Test
    void thoseWhoWaitAtTheEnd_areToldToSendAgain() {
        inbox.offer(timings(1), told::add);

        inbox.close();

        assertThat(told).containsExactly(false);
        assertThat(inbox.offer(timings(1), told::add)).isFalse();
    }
}
