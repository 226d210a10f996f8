package io.tachograph.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private long nanos = 123_456_789;
    private Instant now = Instant.parse("2026-03-01T18:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.ofHours(9));
    private final Buckets buckets = new Buckets(() -> nanos, clock);

    private void pass(Duration time) {
        nanos += time.toNanos();
        now = now.plus(time);
    }

    /** What is known only afterwards passes, and is waited for. */
    @Test
    void charge_holdsUpWhatFollows() {
        Pace tokens = Pace.steady(600, MINUTE);
        assertThat(buckets.look("key", tokens)).isEqualTo(new Limiter.Verdict(true, 599, 0, 1));
        buckets.charge("key", tokens, 900);
        assertThat(buckets.look("key", tokens).allowed()).isFalse();
        assertThat(buckets.look("other", tokens).allowed()).isTrue();
        pass(Duration.ofSeconds(30));
        assertThat(buckets.look("key", tokens).allowed()).as("just used up").isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(buckets.look("key", tokens).allowed()).isTrue();
    }

    @Test
    void debt_isNotForgottenBeforeItIsPaid() {
        Pace tokens = Pace.steady(100, MINUTE);
        buckets.charge("key", tokens, 18_100);
        pass(Duration.ofMinutes(179));
        assertThat(buckets.look("key", tokens).allowed())
                .as("after three hours less a minute")
                .isFalse();
        pass(Duration.ofMinutes(2));
        assertThat(buckets.look("key", tokens).allowed()).isTrue();
    }

    /** Whatever the zone of the machine. */
    @Test
    void whatADayHas_comesBackAtMidnightInUtc() {
        Pace tokens = Pace.stepped(1_000, DAY);
        buckets.charge("key", tokens, 400);
        assertThat(buckets.look("key", tokens)).isEqualTo(new Limiter.Verdict(true, 599, 0, 6 * 3_600));
        buckets.charge("key", tokens, 600);
        assertThat(buckets.look("key", tokens)).isEqualTo(new Limiter.Verdict(false, 0, 6 * 3_600, 6 * 3_600));
        pass(Duration.ofHours(6).minusSeconds(1));
        assertThat(buckets.look("key", tokens)).isEqualTo(new Limiter.Verdict(false, 0, 1, 1));
        pass(Duration.ofSeconds(1));
        assertThat(buckets.look("key", tokens)).isEqualTo(new Limiter.Verdict(true, 999, 0, 24 * 3_600));
    }

    @Test
    void whatWasOverdrawn_countsOnTheNextDays() {
        Pace tokens = Pace.stepped(1_000, DAY);
        buckets.charge("key", tokens, 2_300);
        assertThat(buckets.look("key", tokens).retryAfterSeconds()).isEqualTo((6 + 24) * 3_600);
        pass(DAY);
        assertThat(buckets.look("key", tokens).allowed()).as("1,300 are left").isFalse();
        pass(DAY);
        assertThat(buckets.look("key", tokens).remaining()).isEqualTo(1_000 - 300 - 1);
    }

    /** Below what a double keeps of a day in microseconds, had each its own. */
    @Test
    void budgetOfABillion_isCountedToTheToken() {
        Pace tokens = Pace.stepped(1_000_000_000, DAY);
        for (int i = 0; i < 1_000; i++) {
            buckets.charge("key", tokens, 999_999);
        }
        assertThat(buckets.look("key", tokens).remaining()).isBetween(999L - 3, 999L + 3);
    }
}
