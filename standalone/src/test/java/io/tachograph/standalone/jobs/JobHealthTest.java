package io.tachograph.standalone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.flink.JobFailure;
import io.tachograph.standalone.LoggedEvents;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

class JobHealthTest {
    private static final Instant MORNING = Instant.parse("2026-03-01T06:00:00Z");
    private static final long SECOND = 1_000_000_000;
    /** The monotonic clock may be negative, and turn over. */
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final LoggedEvents log = LoggedEvents.of(JobHealthTest.class.getName());
    private final JobHealth health =
            new JobHealth("rankings", Duration.ofSeconds(60), LoggerFactory.getLogger(JobHealthTest.class));

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** Nanoseconds of a clock that runs over meanwhile, as System.nanoTime may. */
    private static long at(long second) {
        return START + second * SECOND;
    }

    /** A failure, when as many checkpoints have completed as seconds have passed. */
    private void fail(long second, Throwable cause) {
        fail(second, second, cause);
    }

    private void fail(long second, long checkpoints, Throwable cause) {
        health.failed(new JobFailure(MORNING.plusSeconds(second), "sink", cause), at(second), checkpoints);
    }

    private void look(long second) {
        health.look(at(second), second);
    }

    private static NullPointerException defect(String message) {
        return new NullPointerException(message);
    }

    @Test
    void oneFailure_isToldButNoTrouble() {
        fail(0, defect("a"));

        assertThat(health.trouble()).isEmpty();
        assertThat(health.failingSeconds(at(10))).isZero();
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void failuresSoonAfterEachOther_areTroubleSinceTheFirst() {
        for (int second = 0; second <= 150; second += 50) {
            fail(second, defect("record " + second));
        }

        assertThat(health.trouble()).hasValueSatisfying(trouble -> {
            assertThat(trouble.since()).isEqualTo(MORNING);
            assertThat(trouble.failures()).isEqualTo(4);
            assertThat(trouble.last().sentence()).isEqualTo("NullPointerException: record 150");
        });
        assertThat(health.failingSeconds(at(170))).isEqualTo(170);
        assertThat(log.events()).as("one kind, one place").hasSize(1);
    }

    @Test
    void failuresAnHourApart_areNoTrouble() {
        fail(0, defect("a"));
        look(3_600);
        fail(3_601, defect("b"));

        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void jobThatFailsNowAndThen_isNotWellInBetween() {
        for (int period : List.of(61, 300, 900, 3_500)) {
            JobHealth other = new JobHealth("rankings", Duration.ofSeconds(60), NOPLogger.NOP_LOGGER);
            for (int second = 1; second <= 10 * period; second++) {
                if (second % period == 0) {
                    other.failed(new JobFailure(MORNING, "sink", defect("again")), at(second), second);
                }
                other.look(at(second), second);
                assertThat(other.trouble().isPresent())
                        .as("every %d s, after %d s", period, second)
                        .isEqualTo(second >= 2 * period);
            }
        }
    }

    /** As a job whose checkpoints time out, however long that takes. */
    @Test
    void failuresWithoutACheckpointInBetween_belongTogether() {
        fail(0, 7, defect("a"));
        health.look(at(9_999), 7);
        fail(10_000, 7, defect("b"));
        health.look(at(19_999), 7);
        assertThat(health.trouble()).isPresent();

        health.look(at(20_000), 8);

        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void jobThatRunsForThreeTimesItsLongestGap_hasRecovered() {
        fail(0, defect("a"));
        fail(40, defect("b"));
        fail(50, defect("c"));
        look(169);
        assertThat(health.trouble()).isPresent();

        look(170);

        assertThat(health.trouble()).isEmpty();
        assertThat(health.failingSeconds(at(180))).isZero();
        assertThat(log.events()).hasSize(2);
        assertThat(log.events().get(1).getMessage().getFormattedMessage())
                .isEqualTo("the job rankings has recovered, after 3 failures since 2026-03-01T06:00:00Z");
        // A new trouble is told anew, and belongs to the one before.
        fail(200, defect("d"));
        assertThat(log.events()).hasSize(3);
        assertThat(health.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble.failures()).isEqualTo(4));
    }

    @Test
    void eachKind_isToldWithItsAdvice() {
        fail(0, new IOException("writing 7 rows failed", new SQLException("no connection", "08001")));
        fail(1, new IOException("writing 7 rows failed", new SQLException("no such column", "42703")));
        fail(2, new IOException("writing 7 rows failed", new SQLException("password authentication", "28P01")));
        fail(3, new IOException("writing 7 rows failed", new SQLException("permission denied", "42501")));
        fail(4, new IllegalStateException(new TimeoutException("no answer")));
        fail(5, new IllegalStateException(new SaslAuthenticationException("invalid credentials")));
        fail(6, new IllegalStateException(new TopicAuthorizationException("not yours")));
        fail(7, new OutOfMemoryError("heap"));
        fail(8, defect("a"));

        assertThat(log.events().stream()
                        .map(event -> event.getMessage().getFormattedMessage())
                        .map(text -> text.replaceAll("^.*: \\w+: [^.]*\\. (\\w+ \\w+).*", "$1")))
                .containsExactly(
                        "The database",
                        "The database",
                        "The database",
                        "The database",
                        "Kafka does",
                        "Kafka refuses",
                        "Kafka refuses",
                        "The process",
                        "If it");
        assertThat(advice(1)).contains("tachograph migrate");
        assertThat(advice(2)).contains("user or the password", "JDBC URL", "configuration", "POSTGRES_");
        assertThat(advice(3)).contains("may not write", "tachograph migrate");
        assertThat(advice(5)).contains("credentials");
        assertThat(advice(6)).contains("may not use the topic");
    }

    private String advice(int event) {
        return log.events().get(event).getMessage().getFormattedMessage();
    }
}
