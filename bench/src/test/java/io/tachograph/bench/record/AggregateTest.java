package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.histogram.LatencyBuckets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A random run, counted again from its records with nothing but lists. */
class AggregateTest {
    private static final Duration RUN = Duration.ofSeconds(20);
    private static final Phases PHASES = new Phases(100, Duration.ofSeconds(2), Duration.ofSeconds(3), RUN);
    private static final Map<String, Double> SLO = Map.of("ttft", 0.2, "tpot", 0.045, "e2e", 0.5);

    private final List<Requests.Made> all = Requests.random(11, 4_000, RUN.toNanos());
    private final List<Requests.Made> measured = all.stream()
            .filter(one -> one.number() >= 100 && one.at() >= 2e9 && one.at() < 17e9)
            .toList();
    private final List<Requests.Made> ok = measured.stream()
            .filter(one -> one.timing().getOutcome() == Outcome.OK)
            .toList();
    private RunResult result;

    @BeforeEach
    void run() throws Exception {
        result = Runs.result(RecorderConfig.builder(PHASES).slo(SLO).build(), all, true);
    }

    @Test
    void counts_areThoseOfTheRecords() {
        assertThat(measured).hasSizeBetween(2_900, 3_100);
        assertThat(result.counts().offered()).isEqualTo(measured.size());
        assertThat(result.counts().ok()).isEqualTo(ok.size());
        assertThat(result.counts().okWithNoTiming())
                .isEqualTo(ok.stream()
                        .filter(one ->
                                one.timing().getStreamed() && one.timing().getFirstTokenNanos() == null)
                        .count());
        assertThat(result.counts().cancelled()).isEqualTo(Runs.count(measured, Outcome.CANCELLED));
        assertThat(result.counts().failed()).isEqualTo(Runs.count(measured, Outcome.HTTP_ERROR));
        assertThat(result.counts().outcomes().values().stream()
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(measured.size());
        assertThat(result.counts().warmUp())
                .isEqualTo(all.stream()
                        .filter(one -> one.number() < 100 || one.at() < 2e9)
                        .count());
        assertThat(result.counts().coolDown())
                .isEqualTo(all.stream().filter(one -> one.at() >= 17e9).count());
        assertThat(result.tokens().output())
                .isEqualTo(ok.stream()
                        .mapToLong(one -> one.timing().getOutputTokens())
                        .sum());
        assertThat(result.tokens().input())
                .isEqualTo(ok.stream()
                        .mapToLong(one -> one.timing().getInputTokens())
                        .sum());
        long zeros = ok.stream()
                .filter(one -> one.timing().getChunkGaps() != null)
                .mapToLong(one -> one.timing().getChunkGaps().getZeroCount())
                .sum();
        long kernel = ok.stream()
                .filter(one -> one.timing().getStampSource() == StampSource.KERNEL)
                .count();
        assertThat(result.stamps().stampSource()).isEqualTo("mixed");
        assertThat(result.stamps().kernel()).isPositive().isEqualTo(kernel);
        assertThat(result.stamps().read()).isPositive().isEqualTo(ok.size() - kernel);
        assertThat(result.stamps().shared()).isEqualTo(zeros);
        assertThat(result.errors()).hasSize(3).allMatch(error -> error.outcome().equals("HTTP_ERROR"));
        assertThat(result.errors().stream().mapToLong(error -> error.count()).sum())
                .isEqualTo(result.counts().failed());
    }

    @Test
    void successesWithNoTiming_areCountedBesideTheOthers() throws Exception {
        List<Requests.Made> untimed = all.stream()
                .map(one ->
                        one.number() % 50 == 0 && one.timing().getOutcome() == Outcome.OK ? withoutTiming(one) : one)
                .toList();
        long expected = untimed.stream()
                .filter(one -> one.number() >= 100 && one.at() >= 2e9 && one.at() < 17e9)
                .filter(one -> one.number() % 50 == 0 && one.timing().getStreamed())
                .filter(one -> one.timing().getOutcome() == Outcome.OK)
                .count();

        RunResult run = Runs.result(RecorderConfig.builder(PHASES).slo(SLO).build(), untimed, true);

        assertThat(expected).isPositive();
        assertThat(run.counts().okWithNoTiming()).isEqualTo(expected);
        assertThat(run.counts().ok()).isEqualTo(ok.size());
    }

    private static Requests.Made withoutTiming(Requests.Made made) {
        RequestTiming timing = RequestTiming.newBuilder(made.timing())
                .setFirstTokenNanos(null)
                .setFirstOutputTokenNanos(null)
                .setLastTokenNanos(null)
                .setChunkGaps(null)
                .build();
        return new Requests.Made(
                made.number(), made.at(), new Finished(timing, made.finished().details()));
    }

    @Test
    void measuredSeconds_lastFromTheFirstScheduledTimeToTheEndOfArrivalsLessCoolDown() {
        double first = measured.stream().mapToLong(Requests.Made::at).min().orElseThrow() / 1e9;
        assertThat(result.measuredSeconds()).isCloseTo(17 - first, within(1e-9));
    }

    @Test
    void rates_areOfWhatWasCompletedBetweenTheFirstScheduledTimeAndTheEndOfArrivals() {
        long from = first();
        long to = 17_000_000_000L;
        double seconds = (to - from) / 1e9;
        List<Requests.Made> succeeded = all.stream()
                .filter(one -> one.timing().getOutcome() == Outcome.OK)
                .toList();
        List<Requests.Made> inside = succeeded.stream()
                .filter(one -> one.closed() >= from && one.closed() < to)
                .toList();
        double output = succeeded.stream()
                .mapToDouble(one -> tokensInside(one, from, to))
                .sum();
        long input =
                inside.stream().mapToLong(one -> one.timing().getInputTokens()).sum();
        long good = inside.stream().filter(one -> good(one.timing(), 0)).count();

        assertThat(inside).as("warm-up ends in it, too").anyMatch(one -> one.at() < from);
        assertThat(result.rates().requestThroughput()).isCloseTo(inside.size() / seconds, within(1e-9));
        assertThat(result.rates().outputThroughput()).isCloseTo(output / seconds, within(1e-6));
        assertThat(result.rates().totalTokenThroughput()).isCloseTo((output + input) / seconds, within(1e-6));
        assertThat(result.slo()).isNotNull();
        assertThat(result.slo().goodput()).isCloseTo(good / seconds, within(1e-9));
    }

    private static double tokensInside(Requests.Made one, long from, long to) {
        RequestTiming t = one.timing();
        if (t.getLastTokenNanos() == null || t.getLastTokenNanos().equals(t.getFirstTokenNanos())) {
            long end = one.sent() + (t.getLastTokenNanos() == null ? t.getClosedNanos() : t.getLastTokenNanos());
            return end >= from && end < to ? t.getOutputTokens() : 0;
        }
        double begin = one.sent() + t.getFirstTokenNanos();
        double end = one.sent() + t.getLastTokenNanos();
        double inside = Math.max(0, Math.min(end, to) - Math.max(begin, from));
        return t.getOutputTokens() * inside / (end - begin);
    }

    @Test
    void metrics_areThoseOfSortedLists() {
        Map<String, List<Double>> values = new HashMap<>();
        for (Requests.Made one : measured) {
            add(values, "lag", -one.timing().getScheduledNanos());
            if (one.timing().getBegunNanos() != null) {
                add(values, "connect", -one.timing().getBegunNanos());
            }
        }
        ok.forEach(one -> addLatencies(values, one));

        assertThat(result.metrics().keySet()).isEqualTo(values.keySet());
        values.forEach((name, list) ->
                check(name, list, Objects.requireNonNull(result.metrics().get(name))));
    }

    private static void addLatencies(Map<String, List<Double>> values, Requests.Made one) {
        RequestTiming t = one.timing();
        long lag = -t.getScheduledNanos();
        if (!t.getStreamed()) {
            add(values, "e2e", t.getClosedNanos());
            add(values, "e2e_scheduled", t.getClosedNanos() + lag);
            return;
        }
        add(values, "ttft", t.getFirstTokenNanos());
        add(values, "ttft_scheduled", t.getFirstTokenNanos() + lag);
        add(values, "ttft_first_chunk", t.getFirstChunkNanos());
        add(values, "ttfo", t.getFirstOutputTokenNanos());
        add(values, "e2e", t.getLastTokenNanos());
        add(values, "e2e_scheduled", t.getLastTokenNanos() + lag);
        long divisor = t.getOutputTokens() - (t.getTokensInFirstChunk() == null ? 1 : t.getTokensInFirstChunk());
        if (divisor > 0) {
            add(values, "tpot", (double) (t.getLastTokenNanos() - t.getFirstTokenNanos()) / divisor);
        }
        long[] chunks = one.finished().details().chunkNanos();
        for (int i = 1; i < chunks.length; i++) {
            add(values, "icl", chunks[i] - chunks[i - 1]);
        }
    }

    private static void add(Map<String, List<Double>> values, String name, double nanos) {
        values.computeIfAbsent(name, any -> new ArrayList<>()).add(nanos / 1e9);
    }

    private static void check(String name, List<Double> list, MetricSummary summary) {
        double[] sorted = list.stream().mapToDouble(value -> value).sorted().toArray();
        double mean = list.stream().mapToDouble(value -> value).average().orElseThrow();
        double square = list.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        assertThat(summary.n()).as(name).isEqualTo(sorted.length);
        assertThat(summary.mean()).as(name).isCloseTo(mean, within(2e-9));
        assertThat(summary.min()).as(name).isCloseTo(sorted[0], within(2e-9));
        assertThat(summary.max()).as(name).isCloseTo(sorted[sorted.length - 1], within(2e-9));
        // Of gaps only their histograms are known.
        assertThat(summary.stddev())
                .as(name)
                .isCloseTo(Math.sqrt(square), name.equals("icl") ? within(0.011 * mean * 2) : within(2e-9));
        summary.quantiles().forEach((quantile, value) -> {
            double q = Integer.parseInt(quantile.substring(1)) / 100.0;
            double exact = sorted[(int) Math.ceil(q * sorted.length) - 1];
            assertThat(value)
                    .as(name + " " + quantile)
                    .isCloseTo(exact, within(exact * LatencyBuckets.RELATIVE_ERROR + 2e-9));
        });
    }

    @Test
    void slo_countsWhatMeetsEveryThreshold() {
        long good = ok.stream().filter(one -> good(one.timing(), 0)).count();
        long fromSchedule = ok.stream()
                .filter(one -> good(one.timing(), -one.timing().getScheduledNanos()))
                .count();

        assertThat(good).isGreaterThan(fromSchedule).isGreaterThan(100).isLessThan(ok.size());
        assertThat(result.slo()).isNotNull();
        assertThat(result.slo().good()).isEqualTo(good);
        assertThat(result.slo().goodFromSchedule()).isEqualTo(fromSchedule);
        long offered = measured.size() - Runs.count(measured, Outcome.CANCELLED);
        assertThat(result.slo().offered()).isEqualTo(offered);
        assertThat(result.slo().attainment()).isEqualTo((double) good / offered);
    }

    private static boolean good(RequestTiming t, long lag) {
        if (!t.getStreamed()) {
            return false;
        }
        long divisor = t.getOutputTokens() - (t.getTokensInFirstChunk() == null ? 1 : t.getTokensInFirstChunk());
        double tpot = divisor > 0 ? (double) (t.getLastTokenNanos() - t.getFirstTokenNanos()) / divisor : 0;
        return t.getFirstTokenNanos() + lag <= 0.2e9
                && Math.rint(tpot) <= 0.045e9
                && t.getLastTokenNanos() + lag <= 0.5e9;
    }

    @Test
    void timeline_addsUpToTheWholeRun() {
        List<Second> seconds = result.timeline();
        assertThat(seconds.stream().mapToLong(Second::finished).sum()).isEqualTo(all.size());
        assertThat(seconds.stream().mapToLong(Second::scheduled).sum()).isEqualTo(all.size());
        assertThat(seconds.stream().mapToDouble(Second::outputTokens).sum())
                .isCloseTo(
                        all.stream()
                                .mapToLong(one -> one.timing().getOutputTokens() == null
                                        ? 0
                                        : one.timing().getOutputTokens())
                                .sum(),
                        within(1e-6));
        assertThat(seconds.stream().filter(Second::measured).map(Second::second))
                .first()
                .isEqualTo((int) Math.ceil(first() / 1e9));
        assertThat(seconds.stream().filter(Second::measured).map(Second::second))
                .last()
                .isEqualTo(16);
        for (Second second : seconds) {
            check(second);
        }
    }

    private long first() {
        return measured.stream().mapToLong(Requests.Made::at).min().orElseThrow();
    }

    private void check(Second second) {
        long from = second.second() * 1_000_000_000L;
        double open = all.stream()
                .mapToLong(
                        one -> Math.max(0, Math.min(one.closed(), from + 1_000_000_000L) - Math.max(one.sent(), from)))
                .sum();
        assertThat(second.concurrency()).isCloseTo(open / 1e9, within(1e-6));
        double[] ttft = all.stream()
                .filter(one -> one.closed() / 1_000_000_000L == second.second()
                        && one.timing().getOutcome() == Outcome.OK
                        && one.timing().getStreamed())
                .mapToDouble(one -> one.timing().getFirstTokenNanos() / 1e9)
                .sorted()
                .toArray();
        if (ttft.length > 0) {
            double exact = ttft[(ttft.length + 1) / 2 - 1];
            assertThat(second.ttftP50()).isCloseTo(exact, within(exact * LatencyBuckets.RELATIVE_ERROR));
        }
    }

    @Test
    void maxConcurrency_isTheMostThatWereUnderWayAtOnce() {
        long most = 0;
        for (Requests.Made at : all) {
            long now = at.sent();
            if (now >= first() && now <= 17e9) {
                most = Math.max(
                        most,
                        all.stream()
                                .filter(one -> one.sent() <= now && now < one.closed())
                                .count());
            }
        }
        // Seen at instants 20 µs apart; requests here are longer.
        assertThat(result.rates().maxConcurrency()).isBetween(most - 1, most);
    }
}
