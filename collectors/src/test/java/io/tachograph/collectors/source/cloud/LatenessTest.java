package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:34:56Z");

    private final Lateness lateness = Lateness.of(Duration.ofMinutes(20), Duration.ofHours(2));

    private static Minutes minutes(String from, String to) {
        return new Minutes(Instant.parse("2026-11-30T" + from + ":00Z"), Instant.parse("2026-11-30T" + to + ":00Z"));
    }

    @Test
    void afterAStart_asMuchAsIsCaughtUpIsRead() {
        assertThat(lateness.minutes(NOW, null)).isEqualTo(minutes("10:34", "12:34"));
    }

    @Test
    void lastMinutes_areReadAgain_withThoseSince() {
        assertThat(lateness.minutes(NOW, Instant.parse("2026-11-30T12:29:00Z"))).isEqualTo(minutes("12:09", "12:34"));
    }

    @Test
    void outage_isCaughtUp_upToItsLimit() {
        assertThat(lateness.minutes(NOW, Instant.parse("2026-11-30T11:34:00Z"))).isEqualTo(minutes("11:14", "12:34"));
        assertThat(lateness.minutes(NOW, Instant.parse("2026-11-29T11:34:00Z"))).isEqualTo(minutes("10:34", "12:34"));
    }

    @Test
    void clockThatWentBack_readsNoLess() {
        assertThat(lateness.minutes(NOW, Instant.parse("2026-11-30T14:00:00Z"))).isEqualTo(minutes("12:14", "12:34"));
    }

    @Test
    void whatCannotBe_isRefused() {
        assertThatThrownBy(() -> Lateness.of(Duration.ofHours(3), Duration.ofHours(2)))
                .hasMessageContaining("catch-up no less");
        assertThat(Lateness.of(null, null)).isEqualTo(new Lateness(Duration.ofMinutes(30), Duration.ofHours(6)));
        assertThat(Lateness.of(Duration.ofHours(8), null))
                .isEqualTo(new Lateness(Duration.ofHours(8), Duration.ofHours(8)));
    }
}
