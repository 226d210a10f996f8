package io.tachograph.standalone.truth;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.jobs.JobMetrics;
import io.tachograph.standalone.jobs.RunningJobs;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Jobs between a Kafka and a database of their own, as {@code tachograph jobs} runs them, each topic in one partition. */
final class JobsOnServers implements AutoCloseable {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final EmbeddedKafka kafka;
    private final EmbeddedDatabase database;
    private final RunningJobs jobs;

    /** Starts everything, with all its files in a directory; returns when all jobs run. */
    JobsOnServers(Path directory, List<JobDefinition<?>> definitions, JobSettings settings) throws Exception {
        try {
            kafka = opened(EmbeddedKafka.start(directory.resolve("kafka"), 0));
            kafka.createTopics(Topics.ALL, 1);
            database = opened(EmbeddedDatabase.start(directory.resolve("postgres"), 0));
            PostgresConfig reach = new PostgresConfig(database.jdbcUrl(), database.user(), null, 2);
            try (PostgresStore store = PostgresStore.open(reach)) {
                store.migrate();
            }
            JobMetrics metrics = new JobMetrics(registry);
            FlinkCluster cluster = opened(RunningJobs.cluster(definitions, 1, metrics));
            jobs = opened(RunningJobs.start(
                    cluster,
                    definitions,
                    kafka.access(),
                    reach,
                    settings,
                    directory.resolve("state"),
                    1,
                    Duration.ofSeconds(1),
                    metrics));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    KafkaAccess brokers() {
        return kafka.access();
    }

    String jdbcUrl() {
        return database.jdbcUrl();
    }

    /** {@code RUNNING} when all jobs do. */
    String status() {
        return jobs.status();
    }

    /** A counter of the jobs, summed over everything. */
    double sum(String metric) {
        List<MetricSnapshot> found = registry.scrape(metric::equals).stream().toList();
        if (found.isEmpty()) {
            throw new AssertionError("there is no metric " + metric);
        }
        double sum = 0;
        for (MetricSnapshot snapshot : found) {
            for (CounterSnapshot.CounterDataPointSnapshot point : ((CounterSnapshot) snapshot).getDataPoints()) {
                sum += point.getValue();
            }
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("a part could not be stopped", e);
            }
        }
    }
}
