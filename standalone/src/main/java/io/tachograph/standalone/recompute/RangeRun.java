package io.tachograph.standalone.recompute;

import io.tachograph.embedded.flink.BoundedJob;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.recompute.Recomputation;
import io.tachograph.jobs.recompute.RecomputationCounts;
import io.tachograph.jobs.recompute.TimeRange;
import io.tachograph.jobs.source.PastRequests;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a re-computation day by day.
 *
 * @param kafka brokers to read from, null when files are given
 * @param files Avro files to read, empty when brokers are
 */
record RangeRun(
        @Nullable KafkaAccess kafka,
        List<Path> files,
        PipelineConfig settings,
        PostgresConfig database,
        int parallelism) {
    /** What people and the table are told of the source. */
    String source() {
        return kafka != null
                ? "kafka"
                : "files: "
                        + String.join(", ", files.stream().map(Path::toString).toList());
    }

    /** @throws IOException when a day's job fails; the days before it are written */
    RecomputationCounts run(TimeRange range, int epoch) throws IOException, InterruptedException {
        RecomputationCounts all = new RecomputationCounts(0, 0, 0, Map.of(), Map.of());
        try (FlinkCluster cluster = FlinkCluster.start(parallelism, List.of())) {
            for (TimeRange day : range.days()) {
                all = all.plus(RecomputationCounts.of(BoundedJob.run(
                        cluster,
                        "recompute-" + epoch,
                        parallelism,
                        env -> Recomputation.define(
                                kafka != null
                                        ? PastRequests.onTopic(env, kafka, day.from())
                                        : PastRequests.inFiles(env, files),
                                day,
                                range,
                                settings,
                                database,
                                epoch))));
            }
        }
        return all;
    }
}
