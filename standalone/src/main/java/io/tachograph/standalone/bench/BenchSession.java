package io.tachograph.standalone.bench;

import io.tachograph.bench.record.Output;
import io.tachograph.bench.record.Phases;
import io.tachograph.bench.run.BenchPlan;
import io.tachograph.bench.run.BenchRun;
import io.tachograph.bench.run.ClientWarmUp;
import io.tachograph.bench.run.FinishedRun;
import io.tachograph.bench.run.Identity;
import io.tachograph.bench.run.Load;
import io.tachograph.bench.run.Recording;
import io.tachograph.bench.run.ServerSide;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.endpoint.Targets;
import io.tachograph.client.health.HealthConfig;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.Limits;
import io.tachograph.client.load.Stages;
import io.tachograph.client.scrape.MetricsKnowledge;
import io.tachograph.client.scrape.ScrapeConfig;
import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.tokens.TokenCounter;
import io.tachograph.config.ConfigException;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What one or several runs against the same target share: connections, the target, the tokenizer, the publisher. */
final class BenchSession implements AutoCloseable {
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(2);
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(10);
    private static final Duration SCRAPE_LIMIT = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 20;
    private static final int VERSION_LOOKS = 150;

    private final BenchArguments arguments;
    private final TargetConfig config;
    private final HttpClientConfig http;
    private final HttpClient client;
    private final Target target;
    private final @Nullable TokenCounter tokenCounter;
    private final @Nullable Publishing publishing;
    private final Map<String, Double> slo = new LinkedHashMap<>();
    private final HealthConfig health;
    final RequestOptions options;
    final String runId;

    /** Checks everything that can be checked before the first request. */
    BenchSession(BenchArguments arguments, Map<String, String> environment) throws IOException, ConfigException {
        this.arguments = arguments;
        config = arguments.target.target(environment);
        http = arguments.http.config();
        tokenCounter = arguments.workload.tokenCounter();
        if (arguments.output.slo != null) {
            SloText.parse(arguments.output.slo).forEach((metric, limit) -> slo.put(metric, limit.toNanos() / 1e9));
        }
        health = HealthConfig.defaults().withShare(arguments.output.clientShare);
        runId = arguments.output.runId();
        options = arguments.request.options(
                arguments.output.keep(arguments.workload.isMultiTurn() || tokenCounter != null));
        client = HttpClient.start(http);
        try {
            target = Targets.of(config, client, environment::get);
            publishing = Publishing.to(arguments.output.kafka);
        } catch (RuntimeException | ConfigException e) {
            client.close();
            throw e;
        }
    }

    @Nullable
    TokenCounter tokenCounter() {
        return tokenCounter;
    }

    /** The arrivals that the arguments say. */
    Arrivals arrivals() throws IOException, ConfigException {
        return arguments.arrivals.arrivals(arguments.seed, arguments.workload.traceArrivals());
    }

    Workload workload() throws IOException, ConfigException {
        return arguments.workload.workload(arguments.seed, tokenCounter, arguments.output.strict);
    }

    /** What requests in flight may take of the heap, in bytes; the rest is for what is young, and for files. */
    static long memory() {
        return Runtime.getRuntime().maxMemory() / 2;
    }

    /** The load that the arguments say. */
    Load load() throws IOException, ConfigException {
        Arrivals arrivals = arrivals();
        LimitArguments limits = arguments.limits;
        boolean endsByItself = arguments.workload.endsByItself() || arrivals instanceof Stages;
        return new Load(
                arrivals,
                new Limits(
                        limits.maxRequests(endsByItself),
                        limits.duration,
                        arguments.arrivals.maxOutstanding(),
                        memory()),
                limits.cancellation(arguments.seed),
                workload(),
                new Phases(limits.warmUpRequests(), limits.warmUpTime(), limits.coolDown, limits.duration),
                arguments.workload.isMultiTurn());
    }

    /** Tries the target with one request, and Kafka, unless told not to; then makes the client ready. */
    void check(Interrupt interrupt, PrintStream out)
            throws BenchException, IOException, ConfigException, InterruptedException {
        awaitVersion(interrupt);
        if (!arguments.server.noCheck) {
            if (publishing != null) {
                publishing.check();
            }
            // Of another seed: the run's first prompt should not be in a cache already.
            new PreflightRequest(target, interrupt, out)
                    .with(arguments.workload.workload(~arguments.seed, tokenCounter, arguments.output.strict), options);
        }
        if (!interrupt.isWished()) {
            boolean unused = ClientWarmUp.run(options);
        }
    }

    /** A target that does not tell its version has none in the records. */
    private void awaitVersion(Interrupt interrupt) throws InterruptedException {
        CompletableFuture<Void> observed = target.observed().toCompletableFuture();
        for (int looks = 0; looks < VERSION_LOOKS && !observed.isDone() && !interrupt.isWished(); looks++) {
            boolean unused = interrupt.await(LOOK_MILLIS);
        }
    }

    /** Runs to the end, or until the person wants it to end. */
    FinishedRun run(Load load, @Nullable Output output, String id, String label, BenchView view, Interrupt interrupt)
            throws BenchException, InterruptedException {
        BenchPlan plan = new BenchPlan(
                new Identity(id, label, "bench", ProgramVersion.text(), arguments.seed),
                config,
                http,
                options,
                load,
                new Recording(
                        slo,
                        output,
                        tokenCounter == null ? null : tokenCounter::count,
                        publishing == null ? timing -> {} : publishing::publish),
                health);
        try (BenchRun run = start(plan)) {
            while (!run.await(view.interval()) && !interrupt.isWished()) {
                view.show(run);
            }
            if (interrupt.isWished()) {
                end(run);
            }
            view.end();
            FinishedRun finished = run.finish();
            if (publishing != null) {
                publishing.publish(finished.result());
            }
            return finished;
        }
    }

    private BenchRun start(BenchPlan plan) throws BenchException, InterruptedException {
        try {
            return BenchRun.start(plan, client, target, serverSide());
        } catch (IOException e) {
            // Only files are opened there.
            throw new BenchException(ExitCode.NOT_KEPT, String.valueOf(e.getMessage()));
        }
    }

    /** At once but for requests that are about to end. */
    private static void end(BenchRun run) throws InterruptedException {
        run.stop();
        if (!run.await(INTERRUPT_GRACE)) {
            run.cancel();
            boolean unused = run.await(CANCEL_LIMIT);
        }
    }

    private @Nullable ServerSide serverSide() {
        if (arguments.server.noServerMetrics) {
            return null;
        }
        URI page = arguments.server.metricsUrl;
        String whyNone = page == null ? MetricsKnowledge.whyNone(config.api(), config.url()) : null;
        if (whyNone != null) {
            return ServerSide.none(whyNone);
        }
        ScrapeConfig scrape = ScrapeConfig.beside(config.url(), config.model())
                .withTimeout(SCRAPE_LIMIT)
                .withTls(http.tls().jdkContext());
        return ServerSide.of(page == null ? scrape : scrape.withUrl(page));
    }

    /** What was odd about answers that were measured all the same, one sentence each. */
    List<String> notes() {
        return target.notes();
    }

    /** What could not be published, one sentence; null when everything was. Ends the publishing. */
    @Nullable
    String publishFailure() {
        return publishing == null ? null : publishing.end();
    }

    @Override
    public void close() {
        if (publishing != null) {
            publishing.close();
        }
        client.close();
    }
}
