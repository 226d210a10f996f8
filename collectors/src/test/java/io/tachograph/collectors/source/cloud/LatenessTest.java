package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:34:56Z");

    private final Lateness lateness = Lateness.of(Duration.ofMinutes(20), Duration.ofHours(2));

    private static Minutes minutes(String from, String to) {
        return new Minutes(Instant.parse("2026-11-" + from + ":00Z"), Instant.parse("2026-11-" + to + ":00Z"));
    }

    private List<Minutes> after(String readTo) {
        return lateness.pieces(NOW, Instant.parse("2026-11-" + readTo + ":00Z"));
    }

    @Test
    void afterAStart_asMuchAsIsCaughtUpIsRead() {
        assertThat(lateness.pieces(NOW, null)).containsExactly(minutes("30T10:34", "30T12:34"));
    }

    @Test
    void lastMinutes_areReadAgain_withThoseSince() {
        assertThat(after("30T12:29")).containsExactly(minutes("30T12:09", "30T12:34"));
    }

    @Test
    void outage_isCaughtUp_inPieces() {
        assertThat(after("30T11:34")).containsExactly(minutes("30T11:14", "30T12:34"));
        assertThat(after("30T06:34"))
                .containsExactly(
                        minutes("30T06:14", "30T08:34"),
                        minutes("30T08:34", "30T10:54"),
                        minutes("30T10:54", "30T12:34"));
        assertThat(Lateness.tooOld(NOW, Instant.parse("2026-11-30T06:34:00Z"))).isZero();
    }

    @Test
    void whatCloudsForget_isCounted() {
        assertThat(after("01T00:00").get(0).from()).isEqualTo(Instant.parse("2026-11-16T12:34:00Z"));
        assertThat(Lateness.tooOld(NOW, Instant.parse("2026-11-16T12:00:00Z"))).isEqualTo(34);
        assertThat(Lateness.tooOld(NOW, null)).isZero();
    }

    @Test
    void clockThatWentBack_readsNoLess() {
        assertThat(after("30T14:00")).containsExactly(minutes("30T12:14", "30T12:34"));
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
