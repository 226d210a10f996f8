package io.tachograph.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.Resolution;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowGridTest {
    private final WindowGrid grid =
            new WindowGrid(Resolution.TEN_SECONDS, Duration.ofSeconds(60), Duration.ofSeconds(10));

    @Test
    void startOf_includesTheStartAndExcludesTheEnd() {
        assertThat(grid.startOf(20_000)).isEqualTo(20_000);
        assertThat(grid.startOf(29_999)).isEqualTo(20_000);
        assertThat(grid.startOf(30_000)).isEqualTo(30_000);
        assertThat(grid.startOf(-1)).isEqualTo(-10_000);
    }

    @Test
    void completeAt_waitsForTheLongestRequestSentInTheLastMoment() {
        assertThat(grid.completeAt(20_000)).isEqualTo(90_000);
    }

    @Test
    void nextEmission_isAtTheEndThenEveryTenSecondsThenAtCompletion() {
        assertThat(grid.nextEmission(20_000, Long.MIN_VALUE)).isEqualTo(30_000);
        assertThat(grid.nextEmission(20_000, 29_999)).isEqualTo(30_000);
        assertThat(grid.nextEmission(20_000, 30_000)).isEqualTo(40_000);
        assertThat(grid.nextEmission(20_000, 41_234)).isEqualTo(50_000);
        assertThat(grid.nextEmission(20_000, 85_000)).isEqualTo(90_000);
    }

    @Test
    void constructor_refusesAnEmissionThatDoesNotDivideTheWindow() {
        assertThatThrownBy(() -> new WindowGrid(Resolution.ONE_MINUTE, Duration.ZERO, Duration.ofSeconds(7)))
                .hasMessageContaining("does not divide");
    }
}
