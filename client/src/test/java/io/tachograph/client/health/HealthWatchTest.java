package io.tachograph.client.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.http.arrival.StampCounters;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Windows and rules against a clock that the test moves. */
class HealthWatchTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;
    private static final long STEP = 10 * MILLI;

    private final HandLoop loop = new HandLoop();
    private long now = 123_456_789L;
    private final long start = now;
    private long processCpuNanos;
    private long loopCpuNanos;
    private long gcNanos;
    private StampSource source = StampSource.READ;
    /** Of so many requests one was stamped by reading whatever the source. */
    private int readEvery = Integer.MAX_VALUE;

    private long processCpuPerStep = STEP / 2;
    private long loopCpuPerStep;
    private long gcPerStep;
    private StampCounters stamps = StampCounters.NONE;
    private HealthWatch watch = watch(Pacing.ANSWERS);

    private HealthWatch watch(Pacing pacing) {
        return new HealthWatch(
                List.of(loop),
                () -> stamps,
                pacing,
                HealthConfig.defaults(),
                () -> now,
                (at, threads) -> new CpuReading(at, processCpuNanos, Map.of(1L, loopCpuNanos), gcNanos, 2, 0.5));
    }

    /** Loops late, loop, process and collector without a rest: a client on a machine that is much too busy. */
    private HealthReport passOnBusyMachine(long lag) {
        loopCpuPerStep = STEP * 95 / 100;
        processCpuPerStep = STEP * 195 / 100;
        gcPerStep = STEP / 5;
        return pass(60, always(9 * MILLI), lag, 20 * MILLI, MILLI);
    }

    /**
     * Lets time pass: every 10 ms a probe that the loop serves after {@code delay} of the time since the start, and a
     * hundred requests per second, judged each second.
     */
    private HealthReport pass(int seconds, LongUnaryOperator delay, long lag, long ttft, long gap) {
        HealthReport report = watch.judge(false);
        for (int i = 1; i <= seconds * 100; i++) {
            now += STEP;
            watch.tick();
            long stepped = now;
            long late = delay.applyAsLong(now - start);
            if (late < STEP) {
                now += late;
                loop.runAll();
                now = stepped;
            }
            RequestTiming timing = Timings.streamed(lag, ttft, gap);
            timing.put("stamp_source", i % readEvery == 0 ? StampSource.READ : source);
            watch.record(timing);
            processCpuNanos += processCpuPerStep;
            loopCpuNanos += loopCpuPerStep;
            gcNanos += gcPerStep;
            if (i % 100 == 0) {
                report = watch.judge(false);
            }
        }
        return report;
    }

    private static LongUnaryOperator always(long nanos) {
        return at -> nanos;
    }

    @Test
    void promptLoop_isQuiet() {
        HealthReport report = pass(40, always(MILLI / 10), 0, 50 * MILLI, 10 * MILLI);

        assertThat(report.clientBound()).isFalse();
        assertThat(report.sinceNanos()).isNull();
        assertThat(report.probes()).isBetween(3998L, 4000L);
        assertThat(report.loopDelay().maxNanos()).isEqualTo(MILLI / 10);
        assertThat(report.cpuCores()).isEqualTo(0.5);
        assertThat(report.availableCores()).isEqualTo(2);
        assertThat(report.machineLoad()).isEqualTo(0.5);
    }

    @Test
    void connectionsThatTakeLong_areNotTheClientsDelay() {
        for (int i = 1; i <= 40 * 100; i++) {
            now += STEP;
            watch.tick();
            loop.runAll();
            RequestTiming timing = Timings.streamed(200 * MILLI, 50 * MILLI, 10 * MILLI);
            timing.put("begun_nanos", -199 * MILLI - MILLI / 2);
            watch.record(timing);
        }

        HealthReport report = watch.judge(true);

        assertThat(report.clientBound()).isFalse();
        assertThat(report.lag().maxNanos()).isEqualTo(MILLI / 2);
    }

    @Test
    void loopLateByMoreThanTheShareOfTheGap_isBoundFromTheWindowThatShowedIt() {
        assertThat(pass(20, always(MILLI / 2), 0, 50 * MILLI, 10 * MILLI).clientBound())
                .isFalse();
        HealthReport report = pass(6, always(2 * MILLI), 0, 50 * MILLI, 10 * MILLI);

        assertThat(report.clientBound()).isTrue();
        assertThat(report.sinceNanos()).isBetween(start + 16 * SECOND, start + 20 * SECOND);
        assertThat(report.reasons()).hasSize(1);
        assertThat(report.reasons().get(0))
                .startsWith("event loops came late by 2.0")
                .contains("20 % of the chunk gap of 10.0 ms")
                .endsWith("at most 10 % is allowed");

        Long since = report.sinceNanos();
        HealthReport later = pass(60, always(MILLI / 10), 0, 50 * MILLI, 10 * MILLI);
        assertThat(later.clientBound()).as("stays said").isTrue();
        assertThat(later.sinceNanos()).isEqualTo(since);
        assertThat(later.reasons()).isEqualTo(report.reasons());
    }

    @Test
    void openLoopStampedByTheKernel_isTrueOnABusyMachine() {
        source = StampSource.KERNEL;
        watch = watch(Pacing.CLOCK);
        HealthReport report = passOnBusyMachine(0);

        assertThat(report.clientBound()).as("%s", report.reasons()).isFalse();
        assertThat(report.loopDelay().maxNanos()).isEqualTo(9 * MILLI);
        assertThat(watch.judge(true).clientBound()).isFalse();
    }

    @Test
    void openLoopStampedByTheKernel_isBoundOnABusyMachineThatSendsLate() {
        source = StampSource.KERNEL;
        watch = watch(Pacing.CLOCK);
        HealthReport report = passOnBusyMachine(6 * MILLI);

        assertThat(report.reasons())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).startsWith("requests were sent late by 6.0"));
    }

    @Test
    void openLoopStampedByReading_isBoundOnABusyMachine() {
        watch = watch(Pacing.CLOCK);
        assertThat(passOnBusyMachine(0).reasons())
                .anySatisfy(reason -> assertThat(reason).contains("of the ttft"))
                .anySatisfy(reason -> assertThat(reason).contains("of the chunk gap"))
                .anySatisfy(reason -> assertThat(reason).contains("of the e2e"))
                .anySatisfy(reason -> assertThat(reason).startsWith("an event loop used 95 %"))
                .anySatisfy(reason -> assertThat(reason).startsWith("the client used 1.95 of the 2 cores"))
                .anySatisfy(reason -> assertThat(reason).startsWith("garbage collection"));
    }

    /** One in fifty: the 99th percentile may be one of these. */
    @Test
    void fewRequestsStampedByReading_makeTheCpuMatter() {
        source = StampSource.KERNEL;
        readEvery = 50;
        watch = watch(Pacing.CLOCK);

        assertThat(passOnBusyMachine(0).reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("an event loop used 95 %"));
    }

    /** The client gives them up by its own clock, and their lag has no latency to be held against. */
    @Test
    void openLoopOnABusyMachineWhoseRequestsAllTimeOut_isBound() {
        watch = watch(Pacing.CLOCK);
        assertThat(passFailing(Outcome.TIMEOUT, StampSource.READ, 1).reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("an event loop used 95 %"));
    }

    @Test
    void openLoopOnABusyMachineThatIsRefusedEverything_isBound() {
        watch = watch(Pacing.CLOCK);
        assertThat(passFailing(Outcome.RATE_LIMITED, StampSource.KERNEL, 1).reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("an event loop used 95 %"));
    }

    /** One in fifty, whose answers the kernel stamped until then. */
    @Test
    void fewTimeOuts_makeTheCpuMatter() {
        watch = watch(Pacing.CLOCK);
        assertThat(passFailing(Outcome.TIMEOUT, StampSource.KERNEL, 50).reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("an event loop used 95 %"));
    }

    @Test
    void fewThatTheServerRefuses_areNoneOfTheClientsClock() {
        watch = watch(Pacing.CLOCK);
        assertThat(passFailing(Outcome.RATE_LIMITED, StampSource.KERNEL, 50).reasons())
                .isEmpty();
    }

    @Test
    void openLoopOnABusyMachineThatHearsNothing_isBound() {
        watch = watch(Pacing.CLOCK);
        assertThat(passFailing(Outcome.TIMEOUT, StampSource.READ, Integer.MAX_VALUE, 0)
                        .reasons())
                .isNotEmpty();
    }

    @Test
    void longAnswersThatArrive_areNotInDoubtBeforeTheyFinish() {
        watch = watch(Pacing.CLOCK);
        assertThat(passFailing(Outcome.TIMEOUT, StampSource.READ, Integer.MAX_VALUE, 1_000)
                        .reasons())
                .isEmpty();
    }

    private HealthReport passFailing(Outcome outcome, StampSource stampedBy, int oneIn) {
        return passFailing(outcome, stampedBy, oneIn, 1_000);
    }

    /** Six seconds without spare CPU, with prompt sends. {@code oneIn} beyond all bounds: no request finishes at all. */
    private HealthReport passFailing(Outcome outcome, StampSource stampedBy, int oneIn, long bytesPerStep) {
        HealthReport report = watch.judge(false);
        for (int i = 1; i <= 6 * 100; i++) {
            now += STEP;
            watch.tick();
            loop.runAll();
            loopCpuNanos += STEP * 95 / 100;
            stamps = new StampCounters(0, 0, i * bytesPerStep, 0);
            if (oneIn < Integer.MAX_VALUE) {
                RequestTiming timing = Timings.streamed(0, 20 * MILLI, 20 * MILLI);
                boolean fails = i % oneIn == 0;
                timing.put("outcome", fails ? outcome : Outcome.OK);
                timing.put("stamp_source", fails ? stampedBy : StampSource.KERNEL);
                watch.record(timing);
            }
            if (i % 100 == 0) {
                report = watch.judge(false);
            }
        }
        return report;
    }

    /** Starved by others: no CPU of its own shows it. */
    @Test
    void requestsSentLateThatAllTimeOut_areHeldAgainstTheTimeOut() {
        watch = watch(Pacing.CLOCK);
        RequestTiming timing = Timings.streamed(300 * MILLI, 20 * MILLI, 20 * MILLI);
        timing.put("outcome", Outcome.TIMEOUT);
        timing.put("closed_nanos", 2 * SECOND);
        HealthReport report = watch.judge(false);
        for (int i = 1; i <= 6 * 100; i++) {
            now += STEP;
            watch.tick();
            loop.runAll();
            watch.record(timing);
            report = i % 100 == 0 ? watch.judge(false) : report;
        }

        assertThat(report.reasons())
                .singleElement()
                .asString()
                .startsWith("requests were sent late by 300 ms")
                .contains("15 % of the time-out of 2000 ms");
    }

    /** The kernel may have given it the stamp of the packet with the usage or the end, which has no gap of its own. */
    @Test
    void lastTokenThatSharesItsStampWithTheEnd_mayHaveBeenMergedWhileTheLoopWasLate() {
        assertThat(passOfEnds(0, 1_000).reasons())
                .anySatisfy(reason -> assertThat(reason).contains("of the ttft"))
                .anySatisfy(reason -> assertThat(reason).contains("of the e2e"));
        assertThat(passOfEnds(0, 0).reasons()).isEmpty();
        assertThat(passOfEnds(MILLI, 1_000).reasons()).isEmpty();
    }

    /** Answers of one token whose end comes so much later. */
    private HealthReport passOfEnds(long laterNanos, long lateBytesPerStep) {
        stamps = StampCounters.NONE;
        watch = watch(Pacing.CLOCK);
        RequestTiming timing = Timings.streamed(0, 20 * MILLI, 0);
        timing.put("chunk_gaps", null);
        timing.put("closed_nanos", 20 * MILLI + laterNanos);
        timing.put("stamp_source", StampSource.KERNEL);
        return passOf(timing, 1_000, lateBytesPerStep);
    }

    @Test
    void closedLoopsRate_isTheBusyMachinesWhateverStampsTheAnswers() {
        source = StampSource.KERNEL;

        // An e2e of 39 ms: a quarter fewer requests.
        assertThat(passOnBusyMachine(0).reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("event loops came late by 9.0")
                        .contains("of the e2e of 39"))
                .anySatisfy(reason -> assertThat(reason).startsWith("an event loop used 95 %"))
                .noneSatisfy(reason -> assertThat(reason).contains("of the ttft"))
                .noneSatisfy(reason -> assertThat(reason).contains("of the chunk gap"));
    }

    @Test
    void requestsSentLate_areFoundWhateverStampsTheAnswers() {
        source = StampSource.KERNEL;
        watch = watch(Pacing.CLOCK);
        HealthReport report = pass(6, always(MILLI / 10), 30 * MILLI, 100 * MILLI, 30 * MILLI);

        assertThat(report.reasons()).hasSize(1);
        assertThat(report.reasons().get(0)).startsWith("requests were sent late by 30.0 ms at the 50th percentile");
    }

    @Test
    void chunksThatShareTheirStamp_mayHaveBeenMergedWhileTheLoopWasLate() {
        // 9 of 19 gaps are zero, and as many too long: 18 of 19 are in doubt.
        assertThat(passOfSharedStamps(1_000, 1_000).reasons())
                .anySatisfy(reason -> assertThat(reason).contains("of the chunk gap"));
    }

    @Test
    void chunksThatShareTheirStamp_cameInOnePacketWhenNothingWasReadLate() {
        assertThat(passOfSharedStamps(1_000, 0).reasons()).isEmpty();
    }

    private HealthReport passOfSharedStamps(long bytesPerStep, long lateBytesPerStep) {
        watch = watch(Pacing.CLOCK);
        return passOf(Timings.kernelStamped(20 * MILLI, 20 * MILLI, 9), bytesPerStep, lateBytesPerStep);
    }

    /** Six seconds in which the loop is late by 9 ms, always. */
    private HealthReport passOf(RequestTiming timing, long bytesPerStep, long lateBytesPerStep) {
        HealthReport report = watch.judge(false);
        for (int i = 1; i <= 6 * 100; i++) {
            now += STEP;
            watch.tick();
            long stepped = now;
            now += 9 * MILLI;
            loop.runAll();
            now = stepped;
            stamps = new StampCounters(0, 0, i * bytesPerStep, i * lateBytesPerStep);
            watch.record(timing);
            if (i % 100 == 0) {
                report = watch.judge(false);
            }
        }
        return report;
    }

    /** One request in five was stamped by reading: among all, the 90th percentile of the delay is the median of theirs. */
    @Test
    void delaysCountAsFarAsTheyReach() {
        RecentHistogram delays = new RecentHistogram(0, 30);
        RecentHistogram values = new RecentHistogram(0, 30);
        RecentSum reached = new RecentSum(0, 30);
        for (int i = 1; i <= 100; i++) {
            delays.record(0, i * MILLI);
            values.record(0, 400 * MILLI);
            reached.add(0, i % 5 == 0 ? 1 : 0);
        }
        Reach reach = new Reach(reached, new RecentSum(0, 30), new LateBytes(0, 30, StampCounters.NONE), 0);
        DelayRule rule = new DelayRule(HealthConfig.defaults());

        Optional<Finding> some = rule.judgeAll("loops", delays, new ReportedMetric("ttft", values, reach), 10);
        Optional<Finding> all = rule.judgeAll("loops", delays, new ReportedMetric("ttft", values, null), 10);

        // One rank more or less is what the division rounds to.
        assertThat(some.orElseThrow().sentence()).matches("loops by (49.8|50.9) ms at the 90th percentile.*");
        assertThat(all.orElseThrow().sentence()).startsWith("loops by 49.8").contains("at the 50th percentile");
    }

    /** The loop serves nothing at all, so nothing is ever measured, and it is noticed all the same. */
    @Test
    void loopThatServesNothing_isBoundWithinAWindow() {
        pass(10, always(MILLI / 10), 0, 200 * MILLI, 30 * MILLI);
        HealthReport report = pass(3, always(STEP), 0, 200 * MILLI, 30 * MILLI);

        assertThat(report.clientBound()).isTrue();
        assertThat(report.blockedSeconds()).isBetween(2.9, 3.0);
        assertThat(report.loopDelay().maxNanos()).isBetween(2900 * MILLI, 3000 * MILLI);
    }

    @Test
    void aHiccupOfAMachineNowAndThen_isNoVerdict() {
        Random random = new Random(1);
        // One stall of 30 to 50 ms in about every five seconds.
        HealthReport report = pass(
                120,
                at -> Math.floorMod(at, 5 * SECOND) < (30 + random.nextInt(20)) * MILLI ? STEP : MILLI / 10,
                0,
                100 * MILLI,
                20 * MILLI);

        assertThat(report.clientBound()).as("%s", report.reasons()).isFalse();
        assertThat(report.blockedSeconds()).isGreaterThan(0.5);
    }

    @Test
    void hiccupsAtTwoPercentOfTheTime_boundTheTail() {
        HealthReport report =
                pass(40, at -> Math.floorMod(at, SECOND) < 30 * MILLI ? STEP : MILLI / 10, 0, 100 * MILLI, 50 * MILLI);

        assertThat(report.clientBound()).isTrue();
        assertThat(report.reasons().get(0)).contains("at the 99th percentile");
    }

    @Test
    void requestsSentLate_areBoundByLagAlone() {
        HealthReport report = pass(6, always(MILLI / 10), 30 * MILLI, 100 * MILLI, 30 * MILLI);

        assertThat(report.reasons()).hasSize(1);
        assertThat(report.reasons().get(0))
                .startsWith("requests were sent late by 30.0 ms at the 50th percentile")
                .contains("30 % of the ttft of 100 ms");
        assertThat(report.lag().maxNanos()).isEqualTo(30 * MILLI);
    }

    @Test
    void chunksReadTogether_haveNoGapToDistort() {
        HealthReport report = pass(40, always(MILLI / 5), 0, 100 * MILLI, 2_000);

        assertThat(report.clientBound()).as("%s", report.reasons()).isFalse();
    }

    @Test
    void failedRequests_areNoMetric() {
        for (int i = 0; i < 1000; i++) {
            watch.record(Timings.failed(0));
        }
        now += SECOND;

        assertThat(watch.judge(true).clientBound()).isFalse();
    }

    @Test
    void loopThreadWithoutSpareTime_isBoundEvenWithPlausibleGaps() {
        for (int second = 1; second <= 5; second++) {
            assertThat(watch.judge(false).clientBound()).isFalse();
            now += SECOND;
            loopCpuNanos += 950 * MILLI;
            processCpuNanos += SECOND;
        }
        HealthReport report = watch.judge(false);

        assertThat(report.reasons())
                .containsExactly("an event loop used 95 % of a core over 5.0 s; at most 90 % is allowed");
        assertThat(report.sinceNanos()).isEqualTo(start);
        assertThat(report.busiestLoop()).isEqualTo(0.95);
    }

    @Test
    void processAndPauses_areJudgedOverTheWindowOnly() {
        for (int second = 1; second <= 30; second++) {
            watch.judge(false);
            now += SECOND;
            boolean busy = second > 24;
            processCpuNanos += busy ? 1_900 * MILLI : 100 * MILLI;
            gcNanos += busy ? 200 * MILLI : 0;
        }
        HealthReport report = watch.judge(false);

        assertThat(report.reasons())
                .containsExactly(
                        "garbage collection stopped the client for 12 % of the time over 5.0 s; at most 10 % is allowed",
                        "the client used 1.90 of the 2 cores that it may use over 5.0 s; at most 90 % is allowed");
        assertThat(report.gcSeconds()).isEqualTo(1.2);
    }

    /** Too slow a server for a window: what a whole run of 30 requests shows is judged at its end. */
    @Test
    void fewRequests_areJudgedAtTheEnd() {
        for (int second = 1; second <= 300; second++) {
            now += SECOND;
            if (second % 10 == 0) {
                watch.record(Timings.streamed(3 * SECOND, 20 * SECOND, 100 * MILLI));
            }
            assertThat(watch.judge(false).clientBound()).isFalse();
        }
        HealthReport report = watch.judge(true);

        assertThat(report.clientBound()).isTrue();
        assertThat(report.sinceNanos()).isEqualTo(start);
    }
}
