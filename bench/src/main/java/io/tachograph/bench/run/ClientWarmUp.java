package io.tachograph.bench.run;

import io.tachograph.bench.record.Phases;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.endpoint.Targets;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.Cancellation;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.client.load.ConstantRate;
import io.tachograph.client.load.Limits;
import io.tachograph.client.workload.dataset.Dataset;
import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM load and compile what a run needs before the run, against a server of its own on the loopback: a JVM that
 * does so while it measures is late by tens of milliseconds in its first second.
 */
public final class ClientWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(ClientWarmUp.class);
    private static final Duration CLOSED = Duration.ofMillis(1_200);
    /** On one core the compiler needs longer, and would take the core from the run. */
    private static final Duration MORE = Duration.ofMillis(600);

    private static final Duration AT_MOST = Duration.ofSeconds(8);
    /** Less of the time than this in the compiler, and the rest of its work does no harm. */
    private static final double CALM = 0.1;

    private static final Duration OPEN = Duration.ofMillis(300);
    private static final int CONNECTIONS = 8;

    private ClientWarmUp() {}

    /**
     * Takes about a second and a half, or until the JVM's compiler has done most of its work, but at most ten seconds;
     * sends nothing anywhere else.
     *
     * @return whether it could be done; a run goes without it
     */
    public static boolean run(RequestOptions options) throws InterruptedException {
        try {
            againstStub(options);
            return true;
        } catch (IOException e) {
            LOG.warn("the client could not be warmed up, so its first second may be late: {}", e.getMessage());
            return false;
        }
    }

    private static void againstStub(RequestOptions options) throws IOException, InterruptedException {
        HttpClientConfig http = HttpClientConfig.builder().eventLoops(1).build();
        try (LoopbackStub stub = new LoopbackStub();
                HttpClient client = HttpClient.start(http)) {
            TargetConfig target =
                    new TargetConfig("warm-up", "", "stub", "stub", stub.url(), "openai-chat", null, "", Map.of());
            Function<Load, BenchPlan> plan = load -> new BenchPlan(
                    new Identity("warm-up", "", "warm-up", "", 1),
                    target,
                    http,
                    options.withStreamed(true),
                    load,
                    Recording.RESULT_ONLY,
                    null);
            long end = System.nanoTime() + AT_MOST.toNanos();
            run(plan.apply(load(ClosedLoop.of(CONNECTIONS), CLOSED)), client);
            double compiling = 1;
            while (compiling > CALM && end - System.nanoTime() > 0) {
                long before = compiledMillis();
                run(plan.apply(load(ClosedLoop.of(CONNECTIONS), MORE)), client);
                compiling = (compiledMillis() - before) / (double) MORE.toMillis();
            }
            run(plan.apply(load(new ConstantRate(1_000), OPEN)), client);
        }
    }

    private static void run(BenchPlan plan, HttpClient client) throws IOException, InterruptedException {
        Target target = Targets.of(plan.target(), client, variable -> null);
        try (BenchRun run = BenchRun.start(plan, client, target, null)) {
            while (!run.await(Duration.ofSeconds(1))) {
                // Its limits end it.
            }
            FinishedRun unused = run.finish();
        }
    }

    /** 0 from a JVM that does not report it. */
    private static long compiledMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : 0;
    }

    private static Load load(Arrivals arrivals, Duration duration) {
        return new Load(
                arrivals,
                Limits.none().withMaxDuration(duration),
                Cancellation.NONE,
                Dataset.builtIn().shuffled(1),
                new Phases(0, Duration.ZERO, Duration.ZERO, duration),
                false);
    }
}
