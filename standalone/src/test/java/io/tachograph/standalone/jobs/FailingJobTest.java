package io.tachograph.standalone.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.standalone.LoggedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that fails on every record while a file is there, on the Flink of this process, beside one that does not. */
class FailingJobTest {
    @TempDir
    private Path directory;

    @Test
    void jobThatKeepsFailing_isToldOnceWithItsCauseUntilItHasRecovered() throws Exception {
        Path poison = directory.resolve("poison");
        PrometheusRegistry registry = new PrometheusRegistry();
        JobMetrics metrics = new JobMetrics(registry);
        try (LoggedEvents log = LoggedEvents.of(JobWatch.class.getName());
                FlinkCluster cluster = FlinkCluster.start(2, List.of(metrics));
                JobWatch jobs = JobWatch.start(Duration.ofSeconds(30), metrics)) {
            start(jobs, cluster, "sick", poison);
            start(jobs, cluster, "sound", directory.resolve("no-poison"));
            assertThat(jobs.states()).allMatch(JobState::isWell);
            assertThat(failingSeconds(registry, "sick")).isZero();

            // When
            Files.createFile(poison);

            // Then
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> state(jobs, "sick")
                                    .trouble()
                                    .map(JobTrouble::failures)
                                    .orElse(0)
                            >= 3);
            JobState sick = state(jobs, "sick");
            assertThat(sick.isWell()).isFalse();
            assertThat(sick.words()).startsWith("keeps restarting since 20");
            assertThat(sick.forEveryone())
                    .startsWith("The job sick keeps restarting since ")
                    .contains("IllegalStateException at " + Poisoned.class.getName())
                    .doesNotContain("bad number");
            assertThat(sick.forOperator()).contains("IllegalStateException: bad number ", "see the log");
            assertThat(failingSeconds(registry, "sick")).isPositive();
            assertThat(state(jobs, "sound").isWell()).isTrue();
            assertThat(failingSeconds(registry, "sound")).isZero();
            List<LogEvent> told = log.events();
            assertThat(told).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                assertThat(event.getMessage().getFormattedMessage())
                        .contains("the job sick failed in ", "bad number", "please report it");
                assertThat(event.getThrown()).isInstanceOf(IllegalStateException.class);
            });

            // When
            Files.delete(poison);

            // Then
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> state(jobs, "sick").isWell());
            assertThat(failingSeconds(registry, "sick")).isZero();
            assertThat(log.events())
                    .hasSize(2)
                    .last()
                    .satisfies(event -> assertThat(event.getMessage().getFormattedMessage())
                            .contains("the job sick has recovered"));
        }
    }

    private static JobState state(JobWatch jobs, String name) {
        return jobs.states().stream()
                .filter(state -> state.job().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double failingSeconds(PrometheusRegistry registry, String job) {
        GaugeSnapshot gauge = (GaugeSnapshot)
                registry.scrape("tachograph_job_failing_seconds"::equals).get(0);
        return gauge.getDataPoints().stream()
                .filter(point -> job.equals(point.getLabels().get("job")))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private void start(JobWatch jobs, FlinkCluster cluster, String name, Path poison) throws IOException {
        FlinkJob job = FlinkJob.on(
                cluster,
                directory.resolve(name),
                name,
                1,
                Duration.ofMillis(200),
                env -> define(env, poison.toString()));
        job.awaitRunning();
        jobs.add(name, job);
    }

    private static void define(StreamExecutionEnvironment env, String poison) {
        env.fromSource(
                        new DataGeneratorSource<>(
                                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(20), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .map(new Poisoned(poison))
                .uid("poisoned")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    private record Poisoned(String file) implements MapFunction<Long, Long> {
        @Override
        public Long map(Long number) {
            if (Files.exists(Path.of(file))) {
                throw new IllegalStateException("bad number " + number);
            }
            return number;
        }
    }
}
