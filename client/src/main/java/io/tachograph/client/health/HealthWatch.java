package io.tachograph.client.health;

import io.tachograph.client.health.HealthReport.Spread;
import io.tachograph.client.http.arrival.StampCounters;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The measuring and judging of {@link ClientHealth} without its thread: {@link #tick} and {@link #judge} are called by
 * one thread, {@link #record} by any.
 */
final class HealthWatch {
    private static final String LATE_LOOPS = "event loops came late";
    private static final String LATE_SENDS = "requests were sent late";
    /** The last part of a run is judged by its CPU if it took at least so long. */
    private static final double LEAST_SECONDS = 1;

    private final HealthConfig config;
    private final Pacing pacing;
    private final LongSupplier clock;
    private final CpuSource cpu;
    private final long startNanos;
    private final CpuReading first;
    private final RecentHistogram delays;
    private final Traffic traffic;
    private final Supplier<StampCounters> stamps;
    private final LateBytes lateBytes;
    private final List<LoopProbe> probes;
    private final DelayRule delayRule;
    private final CpuRule cpuRule;
    private final HealthFindings verdict;
    /** The first reading that knew the loops' threads. */
    private @Nullable CpuReading firstOfLoops;

    private CpuReading last;
    private double loadSum;
    private int loads;

    HealthWatch(
            List<? extends ExecutorService> loops,
            Supplier<StampCounters> stamps,
            Pacing pacing,
            HealthConfig config,
            LongSupplier clock,
            CpuSource cpu) {
        this.stamps = stamps;
        this.pacing = pacing;
        this.config = config;
        this.clock = clock;
        this.cpu = cpu;
        startNanos = clock.getAsLong();
        int seconds = (int) config.tailWindow().toSeconds();
        delays = new RecentHistogram(startNanos, seconds);
        traffic = new Traffic(startNanos, seconds);
        lateBytes = new LateBytes(startNanos, seconds, stamps.get());
        long period = config.probePeriod().toNanos();
        probes = loops.stream()
                .map(loop -> new LoopProbe(loop, clock, startNanos, period, delays))
                .toList();
        delayRule = new DelayRule(config);
        cpuRule = new CpuRule(config);
        verdict = new HealthFindings(startNanos);
        first = cpu.read(startNanos, new long[0]);
        last = first;
        cpuRule.judge(first, Double.MAX_VALUE);
    }

    void record(RequestTiming timing) {
        traffic.record(timing, clock.getAsLong());
    }

    void tick() {
        for (LoopProbe probe : probes) {
            probe.tick(clock.getAsLong());
        }
    }

    /**
     * Judges the last windows.
     *
     * @param end the run is over: the time since its start is judged too, and a short rest by its CPU
     */
    HealthReport judge(boolean end) {
        long now = clock.getAsLong();
        RecentHistogram late = delays.copy();
        long since = now - config.tailWindow().toNanos();
        probes.forEach(probe -> probe.addWaiting(now, since, late));
        lateBytes.take(now, stamps.get());
        Traffic.View view = traffic.view(lateBytes);
        // A late loop does not falsify what the kernel stamped. But where the next request waits for the end of an
        // answer, it is sent late, whatever the stamps.
        compare(LATE_LOOPS, late, view.ttft(), now, end);
        compare(LATE_LOOPS, late, view.gaps(), now, end);
        compare(LATE_LOOPS, late, pacing == Pacing.ANSWERS ? view.e2e().whole() : view.e2e(), now, end);
        compare(LATE_SENDS, view.lag(), view.ttft().whole(), now, end);
        compare(LATE_SENDS, view.lag(), view.e2e().whole(), now, end);
        compare(LATE_LOOPS, late, view.timeouts(), now, end);
        compare(LATE_SENDS, view.lag(), view.timeouts(), now, end);
        last = cpu.read(
                now,
                probes.stream()
                        .mapToLong(LoopProbe::threadId)
                        .filter(id -> id != 0)
                        .toArray());
        if (firstOfLoops == null && !last.loopNanos().isEmpty()) {
            firstOfLoops = last;
        }
        Double load = last.machineLoad();
        if (load != null) {
            loadSum += load;
            loads++;
        }
        double least = end ? LEAST_SECONDS : config.window().toSeconds();
        List<Finding> scarce = cpuRule.judge(last, least);
        if (cpuMatters(view.doubts(), now)) {
            scarce.forEach(finding -> verdict.add(finding, now));
        }
        return report(now, late.all(), view.lag().all());
    }

    /**
     * Without CPU to spare the client reads the clock late: when it stamps, when it gives a request up, and when it sends
     * one. The last shows in the lag, if there is a latency to hold it against.
     */
    private boolean cpuMatters(Doubts doubts, long now) {
        int seconds = (int) config.tailWindow().toSeconds();
        if (pacing == Pacing.ANSWERS) {
            return true;
        }
        // While long answers arrive, stamped by the kernel, none has finished, and nothing is wrong yet.
        return doubts.anyFinished(now, seconds) ? doubts.matter(now, seconds) : !lateBytes.any(now, seconds);
    }

    private void compare(String cause, RecentHistogram late, ReportedMetric metric, long now, boolean end) {
        delayRule.judge(cause, late, metric, now).ifPresent(finding -> verdict.add(finding, now));
        if (end) {
            delayRule
                    .judgeAll(cause, late, metric, (now - startNanos) / 1e9)
                    .ifPresent(finding -> verdict.add(finding, now));
        }
    }

    private HealthReport report(long now, LatencyHistogram late, LatencyHistogram lag) {
        return new HealthReport(
                verdict.bound(),
                verdict.sinceNanos(),
                verdict.reasons(),
                config.share(),
                late.count(),
                spread(late),
                spread(lag),
                last.processCores(first),
                busiestLoop(),
                last.availableCores(),
                loads == 0 ? null : Double.valueOf(loadSum / loads),
                (last.gcPauseNanos() - first.gcPauseNanos()) / 1e9,
                probes.stream().mapToLong(probe -> probe.blockedNanos(now)).sum() / 1e9);
    }

    private @Nullable Double busiestLoop() {
        return firstOfLoops == null ? null : last.busiestLoop(firstOfLoops);
    }

    private static Spread spread(LatencyHistogram values) {
        return values.count() == 0
                ? new Spread(Double.NaN, Double.NaN, 0)
                : new Spread(values.quantileNanos(0.5), values.quantileNanos(0.99), values.maxNanos());
    }
}
