package io.tachograph.jobs.engine;

import io.tachograph.jobs.sample.SampleSettings;
import io.tachograph.jobs.sample.SampleWindowFunction;
import io.tachograph.jobs.sample.TopicValues;
import io.tachograph.jobs.sink.JobSinks;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.StoreWriters;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.engine.EngineKind;
import io.tachograph.windows.engine.EngineReading;
import io.tachograph.windows.engine.EngineReadingFormat;
import io.tachograph.windows.engine.EngineReadings;
import io.tachograph.windows.engine.EngineRows;
import io.tachograph.windows.engine.EngineSeriesFormat;
import io.tachograph.windows.engine.EngineTotals;
import io.tachograph.windows.engine.EngineWindowFormat;
import io.tachograph.windows.sample.SampleWindow;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Engine samples to windows.
 *
 * <pre>
 * engine-samples ─► readings ─► windows of 10 s and 1 min ─► store
 * </pre>
 */
public final class EngineWindowsJob {
    /** Its name. */
    public static final String NAME = "engine-windows";

    private EngineWindowsJob() {}

    /** Builds the job in an environment. Operator uids never change: state hangs on them. */
    public static void define(
            StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, SampleSettings settings) {
        TopicValues<EngineReading> readings = TopicValues.read(
                env,
                kafka,
                Topics.ENGINE_SAMPLES,
                "engine-samples",
                settings,
                EngineWindowsJob::reading,
                new EngineReadingFormat());
        SingleOutputStreamOperator<SampleWindow<EngineTotals>> windows = readings.values()
                .keyBy(EngineReading::series)
                .process(
                        new SampleWindowFunction<>(
                                Topics.ENGINE_SAMPLES, settings.grid(), new EngineKind(), new EngineSeriesFormat()),
                        VersionedType.of(new EngineWindowFormat()))
                .uid("engine-windows")
                .name("engine windows");
        int epoch = settings.epoch();
        JobSinks sinks = new JobSinks(NAME, kafka, database);
        sinks.store()
                .put(
                        windows,
                        "engine windows",
                        StoreWriters::engineWindowWriter,
                        window -> EngineRows.of(window, epoch));
        sinks.deadLetters(readings.deadLetters().union(windows.getSideOutput(SampleWindowFunction.REFUSED)));
    }

    private static TopicEvent<EngineReading> reading(SpecificRecord value, int partition, long offset)
            throws InvalidRecordException {
        if (value instanceof EngineSample sample) {
            EngineReading reading = EngineReadings.of(sample, partition, offset);
            return TopicEvent.of(Math.floorDiv(reading.atMicros(), 1_000L), reading);
        }
        throw new InvalidRecordException(
                "a " + value.getSchema().getName() + " does not belong on the topic of engine samples");
    }
}
