package io.tachograph.jobs.gpu;

import io.tachograph.jobs.sample.SampleSettings;
import io.tachograph.jobs.sample.SampleWindowFunction;
import io.tachograph.jobs.sample.TopicValues;
import io.tachograph.jobs.sink.JobSinks;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.StoreWriters;
import io.tachograph.windows.gpu.GpuAssignmentFormat;
import io.tachograph.windows.gpu.GpuKind;
import io.tachograph.windows.gpu.GpuReading;
import io.tachograph.windows.gpu.GpuReadingFormat;
import io.tachograph.windows.gpu.GpuRows;
import io.tachograph.windows.gpu.GpuSeriesFormat;
import io.tachograph.windows.gpu.GpuTotals;
import io.tachograph.windows.gpu.GpuWindowFormat;
import io.tachograph.windows.sample.SampleWindow;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * GPU samples to windows, and assignments of GPUs to targets to their table.
 *
 * <pre>
 * gpu-samples ─► readings ─► windows of 10 s and 1 min ─► store
 * inventory ─► assignments ─► store
 * </pre>
 */
public final class GpuWindowsJob {
    /** Its name. */
    public static final String NAME = "gpu-windows";

    private GpuWindowsJob() {}

    /** Builds the job in an environment. Operator uids never change: state hangs on them. */
    public static void define(
            StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, SampleSettings settings) {
        TopicValues<GpuReading> readings = TopicValues.read(
                env, kafka, Topics.GPU_SAMPLES, "gpu-samples", settings, GpuRecords::reading, new GpuReadingFormat());
        SingleOutputStreamOperator<SampleWindow<GpuTotals>> windows = readings.values()
                .keyBy(GpuReading::series)
                .process(
                        new SampleWindowFunction<>(
                                Topics.GPU_SAMPLES, settings.grid(), new GpuKind(), new GpuSeriesFormat()),
                        VersionedType.of(new GpuWindowFormat()))
                .uid("gpu-windows")
                .name("GPU windows");
        int epoch = settings.epoch();
        JobSinks sinks = new JobSinks(NAME, kafka, database);
        sinks.store().put(windows, "GPU windows", StoreWriters::gpuWindowWriter, window -> GpuRows.of(window, epoch));

        TopicValues<GpuAssignmentRow> assignments = TopicValues.read(
                env,
                kafka,
                Topics.INVENTORY,
                "gpu-assignments",
                settings,
                GpuRecords::assignment,
                new GpuAssignmentFormat());
        sinks.store()
                .put(
                        assignments.values(),
                        "GPU assignments",
                        StoreWriters::gpuAssignmentWriter,
                        assignment -> assignment);

        sinks.deadLetters(readings.deadLetters()
                .union(windows.getSideOutput(SampleWindowFunction.REFUSED), assignments.deadLetters()));
    }
}
