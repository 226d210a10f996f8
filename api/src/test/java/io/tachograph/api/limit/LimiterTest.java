package io.tachograph.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.api.caller.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private long nanos = 123_456_789;
    private final Limiter limiter = new Limiter(() -> nanos, null);

    private int passed(int requests) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += limiter.take("key", RateLimit.USUAL).allowed() ? 1 : 0;
        }
        return passed;
    }

    @Test
    void burstPasses_andThenOneASecond() {
        assertThat(passed(50)).isEqualTo(10);
        nanos += Duration.ofMillis(999).toNanos();
        assertThat(passed(1)).isZero();
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(passed(2)).isEqualTo(1);
        nanos += Duration.ofMinutes(10).toNanos();
        assertThat(passed(50)).isEqualTo(10);
    }

    @Test
    void verdict_saysWhatIsLeftAndWhenToComeBack() {
        assertThat(limiter.take("key", RateLimit.USUAL)).isEqualTo(new Limiter.Verdict(true, 9, 0, 1));
        assertThat(passed(9)).isEqualTo(9);
        assertThat(limiter.take("key", RateLimit.USUAL)).isEqualTo(new Limiter.Verdict(false, 0, 1, 10));
        assertThat(limiter.take("other", RateLimit.USUAL).allowed()).isTrue();
    }
}
