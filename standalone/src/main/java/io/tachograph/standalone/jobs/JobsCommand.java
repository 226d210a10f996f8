package io.tachograph.standalone.jobs;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.jobs.catalog.KeptSloCounts;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.standalone.config.HostAndPort;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.housekeeping.HousekeepingLoop;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.metrics.MetricsServer;
import io.tachograph.standalone.terminal.Interrupt;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tachograph jobs}. */
@Command(
        name = "jobs",
        description = "Runs stream jobs, in this process or on a Flink cluster, on an existing Kafka and PostgreSQL.")
public final class JobsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Jobs to run (default: all); --list shows them.")
    List<String> names = List.of();

    @Option(names = "--list", description = "List the jobs and exit.")
    boolean list;

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            defaultValue = "tachograph-checkpoints",
            description = "Folder for checkpoints; the next start resumes from them (default: ${DEFAULT-VALUE}).")
    Path checkpoints = Path.of("tachograph-checkpoints");

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Subtasks per operator (default: pipeline.parallelism).")
    @Nullable
    Integer parallelism;

    @Option(
            names = "--flink",
            paramLabel = "HOST:PORT",
            converter = HostAndPort.Text.class,
            description =
                    "REST API of a Flink cluster that runs the jobs ('tachograph flink'), with --checkpoints at the same"
                            + " place on all its machines (default: this process runs them).")
    @Nullable
    HostAndPort flink;

    @Option(
            names = "--metrics-host",
            paramLabel = "HOST",
            description = "Address of GET /metrics (default: LISTEN_HOST, else 127.0.0.1).")
    @Nullable
    String metricsHost;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "9464",
            description = "Port of GET /metrics (default: ${DEFAULT-VALUE}; 0: any free one).")
    int metricsPort;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            JobCatalog.all().forEach(job -> out.printf(Locale.ROOT, "%-18s %s%n", job.name(), job.description()));
            out.flush();
            return 0;
        }
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        KafkaAccess brokers = kafka.in(config);
        int subtasks = parallelism == null ? config.pipeline().parallelism() : parallelism;
        if (subtasks < 1) {
            throw new ConfigException("--parallelism " + subtasks + " must be at least 1");
        }
        List<JobDefinition<?>> jobs;
        PostgresConfig reach = database.in(config, environment);
        JobSettings settings;
        try {
            jobs = names.isEmpty() ? JobCatalog.all() : named();
            settings = ConfiguredJobs.of(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        Reachable.check(brokers, reach);
        KeptSloCounts.checkStart(jobs, config, reach);
        String listen = metricsHost != null ? metricsHost : ProcessEnvironment.listenHost(environment);
        PrometheusRegistry registry = new PrometheusRegistry();
        Interrupt interrupt = Interrupt.install(20);
        JobMetrics jobMetrics = new JobMetrics(registry);
        try (MetricsServer metrics = MetricsServer.start(listen, metricsPort, registry);
                FlinkCluster cluster = flink == null
                        ? RunningJobs.cluster(jobs, subtasks, jobMetrics)
                        : RunningJobs.cluster(jobs, subtasks, flink.host(), flink.port());
                RunningJobs running = RunningJobs.start(
                        cluster,
                        jobs,
                        brokers,
                        reach,
                        settings,
                        checkpoints.toAbsolutePath(),
                        subtasks,
                        config.pipeline().checkpointEvery(),
                        jobMetrics);
                PostgresStore store = PostgresStore.open(reach);
                HousekeepingLoop housekeeping = HousekeepingLoop.of(store.housekeeping(), registry)) {
            housekeeping.start();
            running.states().forEach(state -> say(out, state));
            out.println("  Metrics    http://" + listen + ":" + metrics.port() + "/metrics");
            out.println("  Stop       Ctrl-C");
            out.flush();
            watch(running, interrupt, out);
        } finally {
            interrupt.stopped();
        }
        return 0;
    }

    /**
     * Says when there is news of a job, until the process is to end.
     *
     * @throws IOException in one sentence, when the cluster has forgotten a job
     */
    private static void watch(RunningJobs running, Interrupt interrupt, PrintWriter out)
            throws IOException, InterruptedException {
        Map<String, String> said = new HashMap<>();
        running.states().forEach(state -> said.put(state.job(), state.words()));
        while (!interrupt.await(1_000)) {
            for (JobState state : running.states()) {
                if (state.status().equals(FlinkJob.GONE)) {
                    throw new IOException("the Flink cluster does not know the job " + state.job()
                            + " any more, as after a restart: start this command again, and the jobs resume from their"
                            + " checkpoints");
                }
                if (!state.words().equals(said.put(state.job(), state.words()))) {
                    say(out, state);
                }
            }
        }
    }

    private static void say(PrintWriter out, JobState state) {
        out.println("  " + state.job() + "   " + state.words());
        out.flush();
    }

    private List<JobDefinition<?>> named() {
        List<JobDefinition<?>> jobs = new ArrayList<>();
        for (String name : names.stream().distinct().toList()) {
            jobs.add(JobCatalog.named(name));
        }
        return jobs;
    }
}
