package io.tachograph.api.question;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.loadtest.BenchFunctions;
import io.tachograph.api.loadtest.FewAtOnce;
import java.util.List;

/** All questions. */
public final class Questions {
    private Questions() {}

    /**
     * Each once.
     *
     * @param metrics what the process measures about itself
     * @param bench what compares load tests
     * @param few how many results of load tests are handled at a time
     */
    public static List<Question> all(PrometheusRegistry metrics, BenchFunctions bench, FewAtOnce few) {
        return List.of(
                new Targets(),
                new Models(),
                new MetricFacts(),
                new DimensionValues(),
                new LatencySeries(),
                new Distribution(),
                new Attainment(),
                new Throughput(),
                new Ranking(),
                new RankingHistory(),
                new Slos(),
                new SloAttainment(),
                new BurnRates(),
                new Alerts(),
                new Events(),
                new Regressions(),
                new LoadTests(),
                new LoadTestComparison(bench.comparison(), few),
                new Usage("/usage", false),
                new Usage("/usage/minutes", true),
                new UsageCost(),
                new Cost(),
                new Prices(),
                new Scores(),
                new ClusterJobs(),
                new Gpus(),
                new Engines(),
                new Energy(),
                new Comparison(),
                new PipelineFacts(metrics));
    }
}
