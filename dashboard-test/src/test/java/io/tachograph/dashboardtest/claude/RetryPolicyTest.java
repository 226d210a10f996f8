package io.tachograph.dashboardtest.claude;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dashboardtest.verdict.Cause;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(8, Duration.ofMinutes(5), new Random(7));

    private static ApiFailure failure(boolean passing, @Nullable Duration retryAfter) {
        return new ApiFailure("It failed.", Cause.API_AWAY, passing, retryAfter);
    }

    @Test
    void wait_doublesFromASecondToAMinute_lessAtMostHalf() {
        double[] most = {1, 2, 4, 8, 16, 32, 60};
        for (int failed = 1; failed <= most.length; failed++) {
            for (int i = 0; i < 100; i++) {
                Duration wait = policy.waitAfter(failure(true, null), failed);
                assertThat(wait).isNotNull();
                assertThat(wait.toNanos() / 1e9).isBetween(most[failed - 1] / 2, most[failed - 1]);
            }
        }
    }

    @Test
    void wait_isThatWhichTheApiAsksFor() {
        assertThat(policy.waitAfter(failure(true, Duration.ofSeconds(77)), 1)).isEqualTo(Duration.ofSeconds(77));
    }

    @Test
    void noNextAttempt_afterTheLast_orForWhatDoesNotPass_orAfterTooLongAWait() {
        assertThat(policy.waitAfter(failure(true, null), 8)).isNull();
        assertThat(policy.waitAfter(failure(false, null), 1)).isNull();
        assertThat(policy.waitAfter(failure(true, Duration.ofMinutes(6)), 1)).isNull();
    }
}
