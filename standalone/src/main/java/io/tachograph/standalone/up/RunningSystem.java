package io.tachograph.standalone.up;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiDependencies;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.ApiServer;
import io.tachograph.api.health.HealthCheck;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.config.ApiSection;
import io.tachograph.config.ConfigException;
import io.tachograph.config.OtlpExportSection;
import io.tachograph.config.TachographConfig;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.export.WindowExport;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.KeptSloCounts;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.live.LiveResults;
import io.tachograph.live.LiveStream;
import io.tachograph.standalone.agent.AgentMetrics;
import io.tachograph.standalone.agent.AgentSetup;
import io.tachograph.standalone.config.ConfiguredApi;
import io.tachograph.standalone.housekeeping.HousekeepingLoop;
import io.tachograph.standalone.jobs.JobMetrics;
import io.tachograph.standalone.jobs.JobState;
import io.tachograph.standalone.jobs.RunningJobs;
import io.tachograph.standalone.otlp.ConfiguredExport;
import io.tachograph.standalone.service.ResourceStack;
import io.tachograph.store.CheckResult;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** All parts of one Tachograph in this process, from the embedded Kafka to the API. */
public final class RunningSystem implements AutoCloseable {
    private final ResourceStack parts;
    private final Storage storage;
    private final RunningJobs jobs;
    private final KafkaPublisher publisher;
    private final Agent agent;
    private final ApiServer api;
    private final ModelServers servers;

    private RunningSystem(
            ResourceStack parts,
            Storage storage,
            RunningJobs jobs,
            KafkaPublisher publisher,
            Agent agent,
            ApiServer api,
            ModelServers servers) {
        this.parts = parts;
        this.storage = storage;
        this.jobs = jobs;
        this.publisher = publisher;
        this.agent = agent;
        this.api = api;
        this.servers = servers;
    }

    /**
     * Starts all parts, side by side where one does not need the other. What was started is stopped again when a part
     * cannot start. Probes come last: what they measured while this process was busy starting would be too slow.
     *
     * @param environment of the process
     * @throws IOException in one sentence, when a part cannot start
     */
    static RunningSystem start(
            TachographConfig config,
            DataDirectory data,
            ApiKeys keys,
            AgentSetup setup,
            List<ConfiguredSource> sources,
            Map<String, String> environment,
            StartLog log)
            throws IOException {
        ResourceStack parts = new ResourceStack();
        try {
            PrometheusRegistry metrics = new PrometheusRegistry();
            JobMetrics jobMetrics = new JobMetrics(metrics);
            LiveResults live = new LiveResults();
            CompletableFuture<FlinkCluster> flink =
                    SideBySide.start(() -> log.part("Flink", () -> parts.add(cluster(config, jobMetrics))));
            CompletableFuture<Fleet> fleet = SideBySide.start(() -> Fleet.start(config, parts, log));
            CompletableFuture<Storage> stored =
                    SideBySide.start(() -> Storage.start(config.storage(), data, parts, log));
            CompletableFuture<RunningJobs> jobs = SideBySide.after(
                    CompletableFuture.allOf(stored, flink),
                    () -> log.part(
                            "stream jobs",
                            () -> parts.add(startJobs(flink.join(), config, stored.join(), data, jobMetrics))));
            CompletableFuture<ApiServer> api = SideBySide.after(
                    stored,
                    () -> log.part(
                            "API", () -> parts.add(startApi(config, keys, stored.join(), parts, live, jobs, metrics))));
            CompletableFuture<KafkaPublisher> publisher =
                    SideBySide.after(stored, () -> parts.add(publisher(stored.join())));
            CompletableFuture<ModelServers> servers = SideBySide.after(
                    CompletableFuture.allOf(publisher, fleet),
                    () -> parts.add(ModelServers.start(
                            config, fleet.join(), stored.join(), keys, environment, publisher.join(), metrics, log)));
            SideBySide.await(stored, flink, fleet, jobs, api, publisher, servers);
            Storage storage = stored.join();
            parts.add(LiveStream.start(storage.kafka().access(), live));
            parts.add(
                    HousekeepingLoop.of(storage.store().housekeeping(), metrics).start());
            if (config.otlpExport().isOn()) {
                parts.add(export(config.otlpExport(), storage, environment, metrics));
            }
            fleet.join().publishTelemetry(publisher.join(), parts);
            Agent agent =
                    log.part("agent", () -> parts.add(setup.start(fleet.join().targets(), sources, publisher.join())));
            AgentMetrics.register(metrics, agent, publisher.join());
            return new RunningSystem(parts, storage, jobs.join(), publisher.join(), agent, api.join(), servers.join());
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static WindowExport export(
            OtlpExportSection section, Storage storage, Map<String, String> environment, PrometheusRegistry metrics)
            throws IOException {
        try {
            return ConfiguredExport.start(section, storage.kafka().access(), environment, metrics);
        } catch (ConfigException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static KafkaPublisher publisher(Storage storage) {
        return KafkaPublisher.start(KafkaSettings.of(storage.kafka().access(), "tachograph-agent"));
    }

    static FlinkCluster cluster(TachographConfig config, JobMetrics metrics) throws IOException {
        return RunningJobs.cluster(JobCatalog.all(), config.pipeline().parallelism(), metrics);
    }

    static RunningJobs startJobs(
            FlinkCluster cluster, TachographConfig config, Storage storage, DataDirectory data, JobMetrics metrics)
            throws IOException {
        KeptSloCounts.checkStart(JobCatalog.all(), config, storage.database());
        return RunningJobs.start(
                cluster,
                JobCatalog.all(),
                storage.kafka().access(),
                storage.database(),
                ConfiguredJobs.of(config),
                data.resolve("checkpoints"),
                config.pipeline().parallelism(),
                config.pipeline().checkpointEvery(),
                metrics);
    }

    private static ApiServer startApi(
            TachographConfig config,
            ApiKeys keys,
            Storage storage,
            ResourceStack parts,
            LiveResults live,
            CompletableFuture<RunningJobs> jobs,
            PrometheusRegistry metrics)
            throws IOException {
        List<HealthCheck> checks = List.of(
                new HealthCheck("database", storage.store()::check), new HealthCheck("stream_job", () -> check(jobs)));
        ApiSection of = config.api();
        return ApiServer.start(
                ConfiguredApi.of(of, of.host(), of.port(), keys, null),
                new ApiDependencies(
                        storage.store().benchmarkResults(),
                        storage.store().rows(),
                        ConfiguredApi.BENCH,
                        checks,
                        live,
                        parts.add(ConfiguredApi.events(storage.kafka().access())),
                        storage.store().keys(),
                        storage.store().prices(),
                        metrics));
    }

    private static CheckResult check(CompletableFuture<RunningJobs> jobs) {
        if (!jobs.isDone()) {
            return CheckResult.failed("The stream jobs are starting.");
        }
        String complaints = jobs.join().states().stream()
                .filter(state -> !state.isWell())
                .map(JobState::forEveryone)
                .collect(Collectors.joining(" "));
        return complaints.isEmpty() ? CheckResult.OK : CheckResult.failed(complaints);
    }

    int apiPort() {
        return api.port();
    }

    /** What follows the API's address in a link that signs a browser in with a key, once. */
    String signInLink(String key) {
        return api.signInLink(key);
    }

    ModelServers servers() {
        return servers;
    }

    KafkaAccess kafka() {
        return storage.kafka().access();
    }

    String jdbcUrl() {
        return storage.database().jdbcUrl();
    }

    PostgresStore store() {
        return storage.store();
    }

    /** How the stream jobs are that are not well. */
    List<JobState> jobsInTrouble() {
        return jobs.states().stream().filter(state -> !state.isWell()).toList();
    }

    /** Events that were lost on their way to Kafka. */
    long lostEvents() {
        return publisher.counters().dropped() + publisher.counters().failed();
    }

    /** How far the wall clock has moved away from event times since the start; a machine that slept shows here. */
    long clockDriftSeconds() {
        return agent.probes().clockDriftMicros() / 1_000_000;
    }

    /** Requests that were sent since the start. */
    long sentRequests() {
        return agent.probes().targets().values().stream()
                .mapToLong(counters -> counters.sent())
                .sum();
    }

    /** Stops all parts, the last started first. */
    @Override
    public void close() {
        parts.close();
    }
}
