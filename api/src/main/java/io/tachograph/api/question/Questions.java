package io.tachograph.api.question;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** All questions that there are. */
public final class Questions {
    private Questions() {}

    /** @param metrics what the process measures about itself */
    public static List<Question> all(PrometheusRegistry metrics) {
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
                new Usage(),
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
