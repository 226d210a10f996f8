package io.tachograph.jobs.inventory;

import io.tachograph.jobs.sample.SampleSettings;
import io.tachograph.jobs.sample.SampleWindowFunction;
import io.tachograph.jobs.sample.TopicValues;
import io.tachograph.jobs.sink.JobSinks;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.store.InventoryRow;
import io.tachograph.store.InventoryTable;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.StoreWriters;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.container.ContainerKind;
import io.tachograph.windows.container.ContainerReading;
import io.tachograph.windows.container.ContainerReadingFormat;
import io.tachograph.windows.container.ContainerReadings;
import io.tachograph.windows.container.ContainerRows;
import io.tachograph.windows.container.ContainerSeriesFormat;
import io.tachograph.windows.container.ContainerTotals;
import io.tachograph.windows.container.ContainerWindowFormat;
import io.tachograph.windows.inventory.InventoryRows;
import io.tachograph.windows.sample.SampleWindow;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What there is, what happened, what was used and what load tests measured, to their tables, and what containers use.
 *
 * <pre>
 * inventory ─► records ─► store
 *                 └─► engines ─► deploys ─┬─► events
 * events ─► records ──────────────────────┴─► store
 * usage ─► records ─► store
 * load-tests ─► records ─► store
 * container-samples ─► readings ─► windows of 10 s and 1 min ─► store
 * </pre>
 */
public final class InventoryTablesJob {
    /** Its name. */
    public static final String NAME = "inventory";

    private InventoryTablesJob() {}

    /** Builds the job in an environment. Operator uids never change: state hangs on them. */
    public static void define(
            StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, SampleSettings settings) {
        JobSinks sinks = new JobSinks(NAME, kafka, database);
        TopicValues<SpecificRecord> things = records(env, kafka, Topics.INVENTORY, NAME, settings);
        TopicValues<SpecificRecord> events = records(env, kafka, Topics.EVENTS, "events", settings);
        TopicValues<SpecificRecord> usage = records(env, kafka, Topics.USAGE, "usage", settings);
        TopicValues<SpecificRecord> loadTests = records(env, kafka, Topics.LOAD_TESTS, "load-tests", settings);
        DataStream<SpecificRecord> deploys = deploys(things.values());
        put(sinks, things.values(), "inventory");
        put(sinks, events.values().union(deploys), "events");
        put(sinks, usage.values(), "usage");
        put(sinks, loadTests.values(), "load tests");
        sinks.toTopic(deploys, "deploys", Topics.EVENTS, Event.class, Event.class::cast, Event::getSubject);
        sinks.deadLetters(things.deadLetters()
                .union(
                        events.deadLetters(),
                        usage.deadLetters(),
                        loadTests.deadLetters(),
                        containers(env, kafka, sinks, settings)));
    }

    private static TopicValues<SpecificRecord> records(
            StreamExecutionEnvironment env, KafkaAccess kafka, Topic topic, String name, SampleSettings settings) {
        String topicName = topic.name();
        return TopicValues.read(
                env,
                kafka,
                topic,
                name,
                settings,
                (value, partition, offset) -> record(value, topicName),
                new InventoryRecordFormat());
    }

    private static TopicEvent<SpecificRecord> record(SpecificRecord value, String topic) throws InvalidRecordException {
        if (value instanceof GpuAssignment && topic.equals(Topics.INVENTORY.name())) {
            return TopicEvent.none(); // For the job gpu-windows.
        }
        InventoryRow row = InventoryRows.of(value);
        if (!topicOf(row.table()).name().equals(topic)) {
            throw new InvalidRecordException(
                    value.getSchema().getName() + " is no record that belongs on the topic " + topic);
        }
        return TopicEvent.of(row.assertedAt().toEpochMilli(), value);
    }

    private static Topic topicOf(InventoryTable table) {
        return switch (table) {
            case TARGET, ENGINE, CONTAINER, MODEL, MODEL_ROUTE, CLUSTER_JOB -> Topics.INVENTORY;
            case EVENT -> Topics.EVENTS;
            case USAGE, USAGE_1M, SCORE -> Topics.USAGE;
            case LOAD_TEST -> Topics.LOAD_TESTS;
        };
    }

    private static void put(JobSinks sinks, DataStream<SpecificRecord> records, String what) {
        sinks.store().put(records, what, StoreWriters::inventoryWriter, InventoryTablesJob::row);
    }

    private static InventoryRow row(SpecificRecord record) {
        try {
            return InventoryRows.of(record);
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("a record that was found sound is not: " + e.getMessage(), e);
        }
    }

    private static DataStream<SpecificRecord> deploys(DataStream<SpecificRecord> things) {
        return things.filter(InventoryEngine.class::isInstance)
                .uid("engines")
                .name("engines")
                .keyBy(engine -> ((InventoryEngine) engine).getTarget())
                .process(new DeployFunction(), VersionedType.of(new InventoryRecordFormat()))
                .uid("deploys")
                .name("deploys");
    }

    private static DataStream<DeadLetter> containers(
            StreamExecutionEnvironment env, KafkaAccess kafka, JobSinks sinks, SampleSettings settings) {
        TopicValues<ContainerReading> readings = TopicValues.read(
                env,
                kafka,
                Topics.CONTAINER_SAMPLES,
                "container-samples",
                settings,
                InventoryTablesJob::reading,
                new ContainerReadingFormat());
        SingleOutputStreamOperator<SampleWindow<ContainerTotals>> windows = readings.values()
                .keyBy(ContainerReading::series)
                .process(
                        new SampleWindowFunction<>(
                                Topics.CONTAINER_SAMPLES,
                                settings.grid(),
                                new ContainerKind(),
                                new ContainerSeriesFormat()),
                        VersionedType.of(new ContainerWindowFormat()))
                .uid("container-windows")
                .name("container windows");
        int epoch = settings.epoch();
        sinks.store()
                .put(
                        windows,
                        "container windows",
                        StoreWriters::containerWindowWriter,
                        window -> ContainerRows.of(window, epoch));
        return readings.deadLetters().union(windows.getSideOutput(SampleWindowFunction.REFUSED));
    }

    private static TopicEvent<ContainerReading> reading(SpecificRecord value, int partition, long offset)
            throws InvalidRecordException {
        if (value instanceof ContainerSample sample) {
            ContainerReading reading = ContainerReadings.of(sample, partition, offset);
            return TopicEvent.of(Math.floorDiv(reading.atMicros(), 1_000L), reading);
        }
        throw new InvalidRecordException(
                "a " + value.getSchema().getName() + " does not belong on the topic of container samples");
    }
}
