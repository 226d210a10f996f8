package io.tachograph.standalone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.flink.JobFailure;
import io.tachograph.standalone.LoggedEvents;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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

    private void fail(long second, Throwable cause) {
        health.failed(new JobFailure(MORNING.plusSeconds(second), "sink", cause), at(second));
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
    void failuresFarApart_areNoTrouble() {
        fail(0, defect("a"));
        fail(60, defect("b"));

        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void jobThatRunsForLongEnough_hasRecovered() {
        fail(0, defect("a"));
        fail(10, defect("b"));
        health.look(at(69));
        assertThat(health.trouble()).isPresent();

        health.look(at(70));

        assertThat(health.trouble()).isEmpty();
        assertThat(health.failingSeconds(at(80))).isZero();
        assertThat(log.events()).hasSize(2);
        assertThat(log.events().get(1).getMessage().getFormattedMessage())
                .isEqualTo("the job rankings has recovered, after 2 failures since 2026-03-01T06:00:00Z");
        // A new trouble is told anew.
        fail(80, defect("c"));
        assertThat(log.events()).hasSize(3);
    }

    @Test
    void eachKind_isToldWithItsAdvice() {
        fail(0, new IOException("writing 7 rows failed", new SQLException("no connection", "08001")));
        fail(1, new IOException("writing 7 rows failed", new SQLException("no such column", "42703")));
        fail(2, new IllegalStateException(new TimeoutException("no answer")));
        fail(3, new OutOfMemoryError("heap"));
        fail(4, defect("a"));

        assertThat(log.events().stream()
                        .map(event -> event.getMessage().getFormattedMessage())
                        .map(text -> text.replaceAll("^.*: \\w+: [^.]*\\. (\\w+ \\w+).*", "$1")))
                .containsExactly("The database", "The database", "Kafka does", "The process", "If it");
        assertThat(log.events().get(1).getMessage().getFormattedMessage()).contains("tachograph migrate");
    }
}
