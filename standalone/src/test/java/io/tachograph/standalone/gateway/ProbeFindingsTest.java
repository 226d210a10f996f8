package io.tachograph.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestWindow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeFindingsTest {
    private static final long START = 1_770_000_000_000L;

    private final ProbeFindings findings = new ProbeFindings();

    private static RequestWindow window(Origin origin, String band, long start, Map<String, Long> outcomes) {
        return RequestWindow.newBuilder()
                .setTarget("a")
                .setCluster("c")
                .setFramework("f")
                .setModel("m")
                .setOrigin(origin)
                .setPromptBand(band)
                .setStreamed(true)
                .setWindowStartMillis(start)
                .setResolutionMillis(10_000)
                .setMeasuredFromOffsetMillis(0)
                .setMeasuredToOffsetMillis(10_000)
                .setEpoch(0)
                .setRevision(0)
                .setComplete(true)
                .setRequests(
                        outcomes.values().stream().mapToLong(Long::longValue).sum())
                .setOutcomes(outcomes)
                .setDuplicates(0)
                .setInputTokens(0)
                .setCachedInputTokens(0)
                .setOutputTokens(0)
                .setLatencies(Map.of())
                .setSlos(List.of())
                .build();
    }

    private boolean isFailing() {
        return findings.isFailing("a", START + 60_000);
    }

    @Test
    void target_failsWhenAllOfItsNewestProbesHave() {
        assertThat(isFailing()).as("nothing is known").isFalse();
        findings.take(window(Origin.PROBE, "short", START, Map.of("TIMEOUT", 2L)));
        assertThat(isFailing()).isTrue();
        findings.take(window(Origin.PROBE, "long", START, Map.of("OK", 1L, "HTTP_ERROR", 5L)));
        assertThat(isFailing()).as("another of its series succeeds").isFalse();
        findings.take(window(Origin.PROBE, "short", START + 10_000, Map.of("CONNECT_ERROR", 1L)));
        assertThat(isFailing()).as("in the next window").isTrue();
        findings.take(window(Origin.PROBE, "long", START, Map.of("OK", 9L)));
        assertThat(isFailing()).as("what comes late is of an older one").isTrue();
        findings.take(window(Origin.PROBE, "short", START + 20_000, Map.of("OK", 1L)));
        assertThat(isFailing()).isFalse();
    }

    @Test
    void requestsOfOthers_thoseThatWereGivenUp_andWhatIsOld_sayNothing() {
        findings.take(window(Origin.GATEWAY, "short", START, Map.of("HTTP_ERROR", 2L)));
        assertThat(isFailing()).isFalse();
        findings.take(window(Origin.PROBE, "short", START, Map.of("CANCELLED", 2L)));
        assertThat(isFailing()).isFalse();
        findings.take(window(Origin.PROBE, "short", START + 10_000, Map.of("TIMEOUT", 2L)));
        assertThat(isFailing()).isTrue();
        assertThat(findings.isFailing("b", START + 60_000)).isFalse();
        assertThat(findings.isFailing("a", START + 3_600_000)).isFalse();
    }
}
