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
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.ranking.RankingConfig;
import io.tachograph.jobs.ranking.RankingsJob;
import io.tachograph.jobs.sink.KafkaAndStore;
import io.tachograph.jobs.source.RequestTopic;
import io.tachograph.standalone.config.TachographConfig;
import io.tachograph.standalone.flink.LocalFlink;
import io.tachograph.store.CheckResult;
import io.tachograph.store.Resolution;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.util.List;

/** All parts of one Tachograph in this process, from the embedded Kafka to the API. */
public final class RunningSystem implements AutoCloseable {
    private static final String JOB = "request-pipeline";

    private final Parts parts;
    private final Storage storage;
    private final LocalFlink job;
    private final KafkaPublisher publisher;
    private final ProbeAgent agent;
    private final ApiServer api;

    private RunningSystem(
            Parts parts, Storage storage, LocalFlink job, KafkaPublisher publisher, ProbeAgent agent, ApiServer api) {
        this.parts = parts;
        this.storage = storage;
        this.job = job;
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
        Parts parts = new Parts();
        try {
            Storage storage = Storage.start(config.storage(), data, parts, log);
            LocalFlink job = log.part("stream job", () -> parts.add(startJob(config, storage, data)));
            PrometheusRegistry metrics = new PrometheusRegistry();
            ApiServer api = log.part(
                    "API",
                    () -> parts.add(ApiServer.start(
                            new ApiConfig(config.api().host(), config.api().port(), keys),
                            new ApiDependencies(storage.store().benchmarkResults(), checks(storage, job), metrics))));
            Fleet fleet = Fleet.start(config, parts, log);
            KafkaPublisher publisher = parts.add(
                    KafkaPublisher.start(KafkaSettings.of(storage.kafka().bootstrapServers(), "probe-agent")));
            fleet.publishTelemetry(publisher, parts);
            ProbeAgent agent =
                    log.part("probe agent", () -> parts.add(ProbeAgent.start(probes, fleet.targets(), publisher)));
            ProcessMetrics.register(metrics, publisher);
            ProcessMetrics.register(metrics, agent);
            return new RunningSystem(parts, storage, job, publisher, agent, api);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    static LocalFlink startJob(TachographConfig config, Storage storage, DataDirectory data) throws IOException {
        PipelineConfig pipeline = pipeline(config);
        String bootstrapServers = storage.kafka().bootstrapServers();
        return LocalFlink.start(
                data.resolve("checkpoints"),
                JOB,
                config.pipeline().parallelism(),
                config.pipeline().checkpointEvery(),
                env -> {
                    RequestPipeline.define(
                            RequestTopic.read(
                                    env, bootstrapServers, JOB, pipeline.outOfOrderness(), pipeline.idleAfter()),
                            pipeline,
                            KafkaAndStore.sinks(bootstrapServers, storage.database(), pipeline.epoch()));
                    RankingsJob.define(env, bootstrapServers, storage.database(), rankings(config.pipeline()));
                });
    }

    /** The stream job's settings, checked. */
    static PipelineConfig pipeline(TachographConfig config) {
        TachographConfig.Pipeline pipeline = config.pipeline();
        return new PipelineConfig(
                pipeline.maxRequestDuration(),
                pipeline.outOfOrderness(),
                pipeline.idlePartitionAfter(),
                0,
                config.sloRules());
    }

    /** The rankings' settings, checked: of minutes where that is often enough. */
    static RankingConfig rankings(TachographConfig.Pipeline config) {
        RankingConfig defaults = RankingConfig.defaults();
        boolean everyMinutes = config.rankEvery().toMillis() % 60_000 == 0;
        return new RankingConfig(
                everyMinutes ? Resolution.ONE_MINUTE : Resolution.TEN_SECONDS,
                config.rankEvery(),
                config.rankChangeAfter(),
                config.maxRequestDuration().plus(defaults.settleAfter()),
                config.outOfOrderness(),
                // Windows come every 10 s; a partition is not idle in between.
                config.idlePartitionAfter().plusSeconds(10));
    }

    private static List<HealthCheck> checks(Storage storage, LocalFlink job) {
        return List.of(new HealthCheck("database", storage.store()::check), new HealthCheck("stream_job", () -> {
            String status = job.status();
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

    /** State of the stream job, {@code RUNNING} when all is well. */
    String jobStatus() {
        return job.status();
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
