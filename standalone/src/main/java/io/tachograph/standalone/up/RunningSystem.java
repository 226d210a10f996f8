package io.tachograph.standalone.up;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiConfig;
import io.tachograph.api.ApiDependencies;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.ApiServer;
import io.tachograph.api.health.HealthCheck;
import io.tachograph.collectors.agent.ProbeAgent;
import io.tachograph.collectors.agent.ProbeConfig;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.standalone.housekeeping.HousekeepingLoop;
import io.tachograph.standalone.jobs.JobMetrics;
import io.tachograph.standalone.jobs.RunningJobs;
import io.tachograph.store.CheckResult;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.util.List;

/** All parts of one Tachograph in this process, from the embedded Kafka to the API. */
public final class RunningSystem implements AutoCloseable {
    private final ResourceStack parts;
    private final Storage storage;
    private final RunningJobs jobs;
    private final KafkaPublisher publisher;
    private final ProbeAgent agent;
    private final ApiServer api;

    private RunningSystem(
            ResourceStack parts,
            Storage storage,
            RunningJobs jobs,
            KafkaPublisher publisher,
            ProbeAgent agent,
            ApiServer api) {
        this.parts = parts;
        this.storage = storage;
        this.jobs = jobs;
        this.publisher = publisher;
        this.agent = agent;
        this.api = api;
    }

    /**
     * Starts all parts in order. What was started is stopped again when a later part cannot start.
     *
     * @throws IOException in one sentence, when a part cannot start
     */
    static RunningSystem start(
            TachographConfig config, DataDirectory data, ApiKeys keys, ProbeConfig probes, StartLog log)
            throws IOException {
        ResourceStack parts = new ResourceStack();
        try {
            Storage storage = Storage.start(config.storage(), data, parts, log);
            PrometheusRegistry metrics = new PrometheusRegistry();
            JobMetrics jobMetrics = new JobMetrics(metrics);
            RunningJobs jobs = log.part("stream jobs", () -> parts.add(startJobs(config, storage, data, jobMetrics)));
            parts.add(
                    HousekeepingLoop.of(storage.store().housekeeping(), metrics).start());
            ApiServer api = log.part(
                    "API",
                    () -> parts.add(ApiServer.start(
                            new ApiConfig(config.api().host(), config.api().port(), keys),
                            new ApiDependencies(storage.store().benchmarkResults(), checks(storage, jobs), metrics))));
            Fleet fleet = Fleet.start(config, parts, log);
            KafkaPublisher publisher = parts.add(
                    KafkaPublisher.start(KafkaSettings.of(storage.kafka().bootstrapServers(), "probe-agent")));
            fleet.publishTelemetry(publisher, parts);
            ProbeAgent agent =
                    log.part("probe agent", () -> parts.add(ProbeAgent.start(probes, fleet.targets(), publisher)));
            ProcessMetrics.register(metrics, publisher);
            ProcessMetrics.register(metrics, agent);
            return new RunningSystem(parts, storage, jobs, publisher, agent, api);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    static RunningJobs startJobs(TachographConfig config, Storage storage, DataDirectory data, JobMetrics metrics)
            throws IOException {
        return RunningJobs.start(
                JobCatalog.all(),
                storage.kafka().bootstrapServers(),
                storage.database(),
                ConfiguredJobs.of(config),
                data.resolve("checkpoints"),
                config.pipeline().parallelism(),
                config.pipeline().checkpointEvery(),
                metrics);
    }

    private static List<HealthCheck> checks(Storage storage, RunningJobs jobs) {
        return List.of(new HealthCheck("database", storage.store()::check), new HealthCheck("stream_job", () -> {
            String status = jobs.status();
            return status.equals("RUNNING") ? CheckResult.OK : CheckResult.failed("the stream job is " + status);
        }));
    }

    int apiPort() {
        return api.port();
    }

    String bootstrapServers() {
        return storage.kafka().bootstrapServers();
    }

    String jdbcUrl() {
        return storage.database().jdbcUrl();
    }

    PostgresStore store() {
        return storage.store();
    }

    /** State of the stream jobs, {@code RUNNING} when all is well. */
    String jobStatus() {
        return jobs.status();
    }

    /** Events that were lost on their way to Kafka. */
    long lostEvents() {
        return publisher.counters().dropped() + publisher.counters().failed();
    }

    /** How far the wall clock has moved away from event times since the start; a machine that slept shows here. */
    long clockDriftSeconds() {
        return agent.counters().clockDriftMicros() / 1_000_000;
    }

    /** Requests that were sent since the start. */
    long sentRequests() {
        return agent.counters().targets().values().stream()
                .mapToLong(counters -> counters.sent())
                .sum();
    }

    /** Stops all parts, the last started first. */
    @Override
    public void close() {
        parts.close();
    }
}
