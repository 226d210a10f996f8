package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.bench.result.ErrorCount;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorTallyTest {
    @Test
    void manyMessages_areBounded_andNoneIsLost() {
        ErrorTally tally = new ErrorTally();
        for (int i = 0; i < 5_000; i++) {
            tally.add("HTTP_ERROR", i % 2 == 0 ? "overloaded" : "request " + i + " failed");
        }
        List<ErrorCount> listed = tally.mostFrequent();

        assertThat(listed).hasSize(20);
        assertThat(listed.get(0)).isEqualTo(new ErrorCount("HTTP_ERROR", "overloaded", 2_500));
        assertThat(listed.get(19)).isEqualTo(new ErrorCount("(other)", "(other)", 2_482));
        assertThat(listed.stream().mapToLong(ErrorCount::count).sum()).isEqualTo(5_000);
    }

    @Test
    void fewMessages_areAllListed() {
        ErrorTally tally = new ErrorTally();
        tally.add("TIMEOUT", "late");

        assertThat(tally.mostFrequent()).containsExactly(new ErrorCount("TIMEOUT", "late", 1));
    }
}
