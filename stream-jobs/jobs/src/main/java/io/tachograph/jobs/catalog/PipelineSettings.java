package io.tachograph.jobs.catalog;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.ranking.RankingConfig;
import io.tachograph.jobs.regression.RegressionConfig;
import io.tachograph.jobs.slo.SloConfig;
import io.tachograph.store.Resolution;
import io.tachograph.windows.request.SeriesLimits;
import java.time.Duration;
import java.util.List;

/**
 * What a person sets of the jobs, in the sections {@code pipeline} and {@code slos} of the configuration file; each
 * job's own settings follow from it.
 *
 * @param maxRequestDuration how long a request may take and still count
 * @param outOfOrderness how much later than others of its partition a record may arrive
 * @param idleAfter a partition silent for so long does not hold up the clock
 * @param rankEvery how often rankings are made, a multiple of 10 s
 * @param rankChangeAfter evaluations in a row that must disagree with a rank before it changes
 * @param limits how many series are told apart
 * @param slos service level objectives, of all models
 */
public record PipelineSettings(
        Duration maxRequestDuration,
        Duration outOfOrderness,
        Duration idleAfter,
        Duration rankEvery,
        int rankChangeAfter,
        SeriesLimits limits,
        List<SloSettings> slos) {
    /** A minute may be revised for as long as a request takes, and state is kept for an hour of revisions. */
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(50);
    /** How long windows may come after the requests in them could: checkpoints, a restart. */
    private static final Duration DELAY = Duration.ofMinutes(10);

    public PipelineSettings {
        slos = List.copyOf(slos);
        if (maxRequestDuration.compareTo(LONGEST_REQUEST) > 0) {
            throw new IllegalArgumentException(
                    "max-request-duration " + maxRequestDuration + " must be at most " + LONGEST_REQUEST);
        }
    }

    /** Requests of up to two minutes, rankings every minute, no SLO. */
    public static PipelineSettings defaults() {
        PipelineConfig windows = PipelineConfig.defaults();
        RankingConfig rankings = RankingConfig.defaults();
        return new PipelineSettings(
                windows.maxRequestDuration(),
                windows.outOfOrderness(),
                windows.idleAfter(),
                rankings.every(),
                rankings.changeAfter(),
                windows.limits(),
                List.of());
    }

    /**
     * The settings of every job.
     *
     * @throws IllegalArgumentException in one sentence, when they cannot be right
     */
    public JobSettings jobs() {
        return JobSettings.of(windows(), telemetry(), rankings(), alerts(), regressions());
    }

    private PipelineConfig windows() {
        return new PipelineConfig(maxRequestDuration, outOfOrderness, idleAfter, 0, SloSettings.rules(slos), limits);
    }

    private TelemetrySettings telemetry() {
        return TelemetrySettings.defaults().withClock(outOfOrderness, idleAfter);
    }

    private RankingConfig rankings() {
        // Minutes where that is often enough: a sixth of the state.
        boolean everyMinutes = rankEvery.toMillis() % 60_000 == 0;
        Resolution base = everyMinutes ? Resolution.ONE_MINUTE : Resolution.TEN_SECONDS;
        return new RankingConfig(
                base, rankEvery, rankChangeAfter, settleAfter(), outOfOrderness, idleAfter.plus(base.length()));
    }

    private SloConfig alerts() {
        SloConfig defaults = SloConfig.of(SloSettings.objectives(slos));
        return new SloConfig(
                defaults.objectives(),
                defaults.origins(),
                defaults.minimumEvents(),
                settleAfter(),
                defaults.lossAfter(),
                defaults.forgetAfter(),
                defaults.repeatEvery(),
                outOfOrderness,
                idleAfter.plus(Resolution.ONE_MINUTE.length()));
    }

    private RegressionConfig regressions() {
        RegressionConfig defaults = RegressionConfig.defaults();
        return new RegressionConfig(
                defaults.minimumEffect(),
                defaults.origins(),
                settleAfter(),
                defaults.repeatEvery(),
                defaults.forgetAfter(),
                outOfOrderness,
                idleAfter.plus(Resolution.ONE_MINUTE.length()));
    }

    private Duration settleAfter() {
        return maxRequestDuration.plus(DELAY);
    }
}
