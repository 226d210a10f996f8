package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhasesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void request_belongsToThePhaseOfItsNumberAndScheduledTime() {
        Phases phases = new Phases(10, SECOND, SECOND, Duration.ofSeconds(10));

        assertThat(phases.of(9, 5_000_000_000L)).isEqualTo(Phase.WARMUP);
        assertThat(phases.of(10, 999_999_999L)).isEqualTo(Phase.WARMUP);
        assertThat(phases.of(10, 1_000_000_000L)).isEqualTo(Phase.MEASURED);
        assertThat(phases.of(10, 8_999_999_999L)).isEqualTo(Phase.MEASURED);
        assertThat(phases.of(10, 9_000_000_000L)).isEqualTo(Phase.COOLDOWN);
        assertThat(Phases.ALL_MEASURED.of(0, 0)).isEqualTo(Phase.MEASURED);
    }

    @Test
    void coolDownWithoutDuration_isRefused() {
        assertThatThrownBy(() -> new Phases(0, Duration.ZERO, SECOND, null))
                .hasMessage("a cool-down of 1.0 s needs a run with a duration: nobody knows when a run that counts"
                        + " requests will end");
        assertThatThrownBy(() -> new Phases(0, SECOND, SECOND, Duration.ofSeconds(2)))
                .hasMessage("warm-up of 1.0 s and cool-down of 1.0 s leave nothing to measure of 2.0 s");
    }
}
