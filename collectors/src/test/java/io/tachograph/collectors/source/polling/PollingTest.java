package io.tachograph.collectors.source.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.cloud.CloudWatchKind;
import io.tachograph.collectors.source.cloud.CloudWatchSettings;
import io.tachograph.collectors.source.cluster.ClusterKind;
import io.tachograph.collectors.source.cluster.ClusterSettings;
import io.tachograph.collectors.source.huggingface.HubKind;
import io.tachograph.collectors.source.huggingface.HubSettings;
import io.tachograph.collectors.source.langfuse.LangfuseKind;
import io.tachograph.collectors.source.langfuse.LangfuseSettings;
import io.tachograph.collectors.source.litellm.LiteLlmKind;
import io.tachograph.collectors.source.litellm.LiteLlmSettings;
import io.tachograph.collectors.source.polling.Account.Call;
import io.tachograph.schemas.avro.InventoryJob;
import io.tachograph.schemas.avro.InventoryModel;
import io.tachograph.schemas.avro.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days of polling in simulated time, by the real sources over real connections: an answer in twelve is wrong somehow, servers go
 * away, agents are started anew on hosts whose clocks are an hour off. In the end each row says what its stand-in's account does.
 */
class PollingTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant BEGINNING = Instant.parse("2026-02-26T00:00:00Z");
    /** After that nobody calls any more, and answers are right again, so that in the end everything has been told. */
    private static final Instant END = Instant.parse("2026-03-02T02:30:00Z");

    private static final Map<String, String> KEYS =
            Map.of("PUBLIC", "pk", "SECRET", "sk", "LITELLM", "sk-1", "AWS_ID", "AKID", "AWS_SECRET", "s");

    @TempDir
    private Path folder;

    private final SimulatedTime time = new SimulatedTime(BEGINNING);
    private final Account account = new Account(BEGINNING, END);
    private final Rows rows = new Rows();
    private final Polling polling = new Polling(time, rows);
    private final HubStandIn hub = new HubStandIn();
    private final List<FaultyServer> servers = new ArrayList<>();
    private Duration hostAhead = Duration.ZERO;

    @BeforeEach
    void start() throws IOException {
        poll(
                new LiteLlmKind(),
                Duration.ofMinutes(15),
                new LiteLlmStandIn(account, time::now),
                url -> new LiteLlmSettings(url, null, "lab", "LITELLM", 2, 7, null));
        poll(
                new LangfuseKind(),
                Duration.ofMinutes(90),
                new LangfuseStandIn(account, time::now, true),
                url -> new LangfuseSettings(url, "PUBLIC", "SECRET", "new", 2, 5, true, null));
        poll(
                new LangfuseKind(),
                Duration.ofMinutes(90),
                new LangfuseStandIn(account, time::now, false),
                url -> new LangfuseSettings(url, "PUBLIC", "SECRET", "old", 2, 5, true, null));
        poll(
                new CloudWatchKind(),
                Duration.ofMinutes(10),
                new CloudWatchStandIn(account, time::now),
                url -> new CloudWatchSettings(
                        "eu-1",
                        List.of("small", "medium", "large"),
                        "AWS_ID",
                        "AWS_SECRET",
                        null,
                        url,
                        null,
                        null,
                        null,
                        null));
        poll(
                new HubKind(),
                Duration.ofMinutes(10),
                hub,
                url -> new HubSettings(url, null, List.of("a/one", "b/two"), folder, null));
        poll(
                new ClusterKind(),
                Duration.ofMinutes(5),
                new ClusterStandIn(time::now),
                url -> new ClusterSettings(null, "sophia", url, null, null, null));
    }

    @AfterEach
    void stop() throws IOException {
        for (FaultyServer server : servers) {
            server.close();
        }
    }

    private <C extends Record> void poll(
            SourceKind<C> kind, Duration every, FaultyServer.Site site, Function<String, C> settings)
            throws IOException {
        FaultyServer server = new FaultyServer(0, time::now, servers.size(), site);
        servers.add(server);
        polling.add(every, () -> open(kind, settings.apply(server.url())));
    }

    private <C extends Record> Source open(SourceKind<C> kind, C settings) {
        SourceContext context = new SourceContext(
                "agent-1", "host-1", time.clockOfAHost(hostAhead), new DiscoveredTargets(), KEYS::get);
        return kind.open(settings, context).get(0).source();
    }

    private void restart(Duration away, Duration clockAhead) {
        hostAhead = clockAhead;
        polling.restart(away);
        servers.forEach(FaultyServer::callerRestarted);
    }

    private void failing(double share) {
        servers.forEach(server -> server.failing(share));
    }

    @Test
    void noDayIsLost_andNoneDoubled() {
        failing(1.0 / 12);
        // Over midnight of two days and the end of a month.
        polling.until(at("26T23:10"));
        restart(Duration.ofMinutes(3), Duration.ofHours(1));
        polling.until(at("27T13:00"));
        servers.forEach(server -> server.away(true));
        polling.until(at("28T16:30"));
        servers.forEach(server -> server.away(false));
        polling.until(at("28T22:50"));
        restart(Duration.ofHours(4), Duration.ofHours(-1));
        polling.until(Instant.parse("2026-03-01T19:00:00Z"));
        restart(Duration.ofSeconds(20), Duration.ZERO);
        polling.until(END);
        failing(0);
        // A server is left alone for an hour by guess, and calls are reported late.
        polling.until(END.plus(Duration.ofHours(3)));

        assertThat(polling.failures()).isBetween(100, polling.readings());
        assertThat(servers).allSatisfy(server -> {
            assertThat(server.faults()).isNotEmpty();
            assertThat(server.tooSoon()).isZero();
        });
        assertThat(servers.stream().flatMap(server -> server.faults().keySet().stream()))
                .contains(FaultyServer.Fault.values());
        assertUsage(
                "litellm", "", row -> row.getModel() + " " + row.getTenant(), call -> call.model() + " " + call.team());
        assertUsage("langfuse", "new", Usage::getModel, Call::model);
        assertUsage("langfuse", "old", Usage::getModel, Call::model);
        assertLatenciesAndSessions("new");
        assertLatenciesAndSessions("old");
        assertScores("new", Call::model);
        assertScores("old", call -> "");
        assertMinutes();
        assertJobs();
        // A list that is refused at its beginning is one that nobody may read; none is told in part.
        assertThat(rows.rest(InventoryModel.class)).isNotEmpty().allSatisfy(model -> {
            boolean readable = !"not readable".equals(model.getFacts().get("files"));
            assertThat(model.getSizeBytes()).isEqualTo(readable ? 1_000L : null);
        });
        // Once a day each, but for what broke off.
        assertThat(hub.toTheEnd()).isBetween(2, 2 * 6);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-02-" + time + ":00Z");
    }

    private List<Call> calls(Instant to) {
        return account.calls(BEGINNING, to, time.now());
    }

    private void assertUsage(
            String source, String project, Function<Usage, String> what, Function<Call, String> whatOfCalls) {
        Predicate<Usage> ofModels = row -> row.getSource().startsWith(source)
                && row.getScope().equals("model")
                && (project.isEmpty() || row.getTenant().equals(project));
        Map<Sums.Key, Sums> told = rows.usage(ofModels).stream()
                .collect(Collectors.toMap(
                        row -> new Sums.Key(instant(row.getFromMicros()), what.apply(row)),
                        row -> new Sums(
                                count(row.getCount()),
                                row.getFailures() == null ? 0 : row.getFailures(),
                                count(row.getInputTokens()),
                                count(row.getOutputTokens()),
                                Math.round(row.getCostUsd() * 1e6),
                                0),
                        (a, b) -> {
                            throw new AssertionError("doubled: " + a + ", " + b);
                        },
                        TreeMap::new));
        Map<Sums.Key, Sums> true_ = Sums.of(calls(time.now()), DAY, whatOfCalls);
        boolean failures = source.equals("litellm");
        true_.replaceAll((key, sums) -> new Sums(
                sums.calls(), failures ? sums.failures() : 0, sums.input(), sums.output(), sums.costMicros(), 0));
        assertThat(told).isEqualTo(true_);
    }

    private void assertLatenciesAndSessions(String project) {
        Map<Instant, List<Call>> days =
                calls(time.now()).stream().collect(Collectors.groupingBy(call -> Sums.start(call.at(), DAY)));
        assertThat(rows.usage(
                        row -> row.getTenant().equals(project) && row.getScope().equals("trace")))
                .hasSize(days.size())
                .allSatisfy(row -> {
                    List<Long> latencies = Objects.requireNonNull(days.get(instant(row.getFromMicros()))).stream()
                            .map(Call::latencyMillis)
                            .sorted()
                            .toList();
                    assertThat(row.getCount()).isEqualTo(latencies.size());
                    assertThat(row.getLatencyP50Seconds())
                            .isEqualTo(latencies.get((latencies.size() + 1) / 2 - 1) / 1e3);
                });
        assertThat(rows.usage(
                        row -> row.getTenant().equals(project) && row.getScope().equals("session")))
                .hasSize(days.size())
                .allSatisfy(row -> assertThat(row.getCount())
                        .isEqualTo(Objects.requireNonNull(days.get(instant(row.getFromMicros()))).stream()
                                .map(Call::session)
                                .distinct()
                                .count()));
    }

    private void assertScores(String project, Function<Call, String> model) {
        Map<Sums.Key, List<Call>> groups = calls(time.now()).stream()
                .collect(Collectors.groupingBy(call -> new Sums.Key(Sums.start(call.at(), DAY), model.apply(call))));
        assertThat(rows.scores(row -> row.getTenant().equals(project)))
                .hasSize(groups.size())
                .allSatisfy(row -> {
                    List<Call> scored = Objects.requireNonNull(
                            groups.get(new Sums.Key(instant(row.getFromMicros()), row.getModel())));
                    assertThat(row.getCount()).isEqualTo(scored.size());
                    assertThat(row.getMaximum())
                            .isEqualTo(scored.stream()
                                    .mapToDouble(Call::outputTokens)
                                    .max()
                                    .orElseThrow());
                });
    }

    private void assertMinutes() {
        Map<Sums.Key, Sums> told = rows.usage(row -> row.getSource().startsWith("cloudwatch")).stream()
                .collect(Collectors.toMap(
                        row -> new Sums.Key(instant(row.getFromMicros()), row.getModel()),
                        row -> new Sums(
                                count(row.getCount()),
                                count(row.getFailures()),
                                count(row.getInputTokens()),
                                count(row.getOutputTokens()),
                                0,
                                Math.round(row.getLatencyMeanSeconds() * 1e3 * row.getCount())),
                        (a, b) -> {
                            throw new AssertionError("doubled: " + a + ", " + b);
                        },
                        TreeMap::new));
        Map<Sums.Key, Sums> true_ =
                Sums.of(calls(time.now().truncatedTo(ChronoUnit.MINUTES)), CloudWatchStandIn.MINUTE, Call::model);
        true_.replaceAll((key, sums) ->
                new Sums(sums.calls(), sums.failures(), sums.input(), sums.output(), 0, sums.latencyMillis()));
        assertThat(told).isEqualTo(true_);
    }

    /** An end is told where the agent that saw the job was there to see it gone, and never of a job that runs. */
    private void assertJobs() {
        Map<Boolean, Integer> ends = new TreeMap<>();
        for (InventoryJob job : rows.jobs()) {
            Long ended = job.getEndedAtMicros();
            ends.merge(ended != null, 1, Integer::sum);
            if (ended != null) {
                assertThat(ended)
                        .isGreaterThanOrEqualTo(
                                micros(ClusterStandIn.end(job.getId()).minus(Duration.ofHours(1))));
            }
        }
        assertThat(ends.get(true)).isGreaterThan(100);
    }

    private static long count(@Nullable Long value) {
        assertThat(value).isNotNull();
        return value;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
