package io.tachograph.benchmarks.stream.sql;

import io.tachograph.benchmarks.stream.Gaps;
import io.tachograph.benchmarks.stream.LocalCluster;
import io.tachograph.benchmarks.stream.Setting;
import io.tachograph.jobs.source.RequestTopic;
import io.tachograph.jobs.source.DeadLetterSplit;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import java.time.Duration;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * Our source and decoder, then SQL. Windows are by the time of finish, on which the stream's clock runs: by the time of
 * sending, SQL would drop slow requests as late.
 */
final class SqlJob {
    private static final int MANAGED_MEBI_BYTES = 256;

    private SqlJob() {}

    /** @return sum of the column {@code n} of the query */
    static long run(Setting setting, String query, boolean withGaps) throws Exception {
        StreamExecutionEnvironment env = LocalCluster.environment(setting, MANAGED_MEBI_BYTES);
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        DataStream<Row> rows = RequestTopic.readUntilNow(
                        env,
                        setting.topic(),
                        setting.kafka(),
                        "benchmark-sql",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30))
                .process(new DeadLetterSplit<>(), VersionedType.of(new RequestSampleFormat()))
                .map(
                        sample -> rowOf(sample, withGaps),
                        Types.ROW_NAMED(
                                new String[] {"series", "ttft", "tpot", "e2e", "gaps"},
                                Types.STRING,
                                Types.DOUBLE,
                                Types.DOUBLE,
                                Types.DOUBLE,
                                Types.OBJECT_ARRAY(Types.DOUBLE)));
        tables.createTemporaryView(
                "requests",
                rows,
                Schema.newBuilder()
                        .column("series", DataTypes.STRING())
                        .column("ttft", DataTypes.DOUBLE())
                        .column("tpot", DataTypes.DOUBLE())
                        .column("e2e", DataTypes.DOUBLE())
                        .column("gaps", DataTypes.ARRAY(DataTypes.DOUBLE()))
                        .columnByMetadata("finished", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                        .watermark("finished", "SOURCE_WATERMARK()")
                        .build());
        tables.createTemporaryView(
                "gaps",
                tables.sqlQuery("SELECT series, finished, gap FROM requests CROSS JOIN UNNEST(gaps) AS g (gap)"));
        TypeInformation<Row> counted = Types.ROW(Types.LONG);
        tables.toDataStream(tables.sqlQuery(query)).map(new Sum(), counted).sinkTo(new DiscardingSink<>());
        return env.execute("windows in SQL").getAccumulatorResult(Sum.NAME);
    }

    private static Row rowOf(RequestSample sample, boolean withGaps) {
        return Row.of(
                sample.keyed().key(),
                seconds(sample, LatencyMetric.TTFT),
                seconds(sample, LatencyMetric.TPOT),
                seconds(sample, LatencyMetric.E2E),
                withGaps ? Gaps.seconds(sample.chunkGaps()) : new Double[0]);
    }

    private static double seconds(RequestSample sample, LatencyMetric metric) {
        return sample.latencyNanos()[metric.ordinal()] / 1e9;
    }

    private static final class Sum extends RichMapFunction<Row, Row> {
        static final String NAME = "sum";
        private static final long serialVersionUID = 1L;

        private final LongCounter sum = new LongCounter();

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(NAME, sum);
        }

        @Override
        public Row map(Row row) {
            Long n = row.getFieldAs(0);
            sum.add(n);
            return Row.of(n);
        }
    }
}
