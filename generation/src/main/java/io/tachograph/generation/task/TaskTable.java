package io.tachograph.generation.task;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaAdmin;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Every task that is known, with its state: a global table of Kafka Streams over the topic of events, asked by interactive
 * queries. Each process holds all of it in memory and reads it from the topic's beginning when it starts, so each answers for
 * any task. Thread-safe.
 */
public final class TaskTable implements AutoCloseable {
    private static final String STORE = "tasks";
    private static final String TOPIC = Topics.GENERATION_EVENTS.name();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final KafkaAdmin admin;
    private final KafkaStreams streams;
    private final ReadOnlyKeyValueStore<String, byte[]> tasks;
    private final TaskUpdater updater;
    private final TaskExpiry expiry;
    private final ReadOffsets offsets;
    private final Watchers watchers;
    private final List<TopicPartition> partitions;

    private TaskTable(
            KafkaAdmin admin,
            KafkaStreams streams,
            TaskUpdater updater,
            TaskExpiry expiry,
            ReadOffsets offsets,
            Watchers watchers,
            List<TopicPartition> partitions) {
        this.admin = admin;
        this.streams = streams;
        this.tasks = streams.store(
                StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.<String, byte[]>keyValueStore()));
        this.updater = updater;
        this.expiry = expiry;
        this.offsets = offsets;
        this.watchers = watchers;
        this.partitions = List.copyOf(partitions);
    }

    /**
     * Reads all tasks that the topic holds; returns when that is done, and goes on reading.
     *
     * @param keep how long a task that has ended is known
     * @throws IOException in one sentence, when Kafka does not answer or lacks the topics
     */
    public static TaskTable start(KafkaAccess kafka, Duration keep) throws IOException, InterruptedException {
        KafkaAdmin admin = KafkaAdmin.open(kafka, PATIENCE);
        try {
            admin.require(List.of(Topics.GENERATION_REQUESTS.name(), TOPIC));
            List<TopicPartition> partitions =
                    admin.await(admin.client().describeTopics(List.of(TOPIC)).allTopicNames()).values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                            .toList();
            ReadOffsets offsets = new ReadOffsets();
            Watchers watchers = new Watchers();
            TaskExpiry expiry = new TaskExpiry(keep, Topics.GENERATION_REQUESTS.retention());
            TaskUpdater updater = new TaskUpdater(STORE, expiry, offsets, watchers);
            KafkaStreams streams = streams(kafka, updater);
            try {
                streams.start();
                return new TaskTable(admin, streams, updater, expiry, offsets, watchers, partitions);
            } catch (KafkaException e) {
                boolean unused = streams.close(CLOSE_WITHIN);
                throw new IOException(KafkaFailure.sentence(kafka, e), e);
            }
        } catch (IOException | RuntimeException | InterruptedException e) {
            admin.close();
            throw e;
        }
    }

    private static KafkaStreams streams(KafkaAccess kafka, TaskUpdater updater) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                TOPIC,
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()),
                updater::newProcessor);
        Properties settings = kafka.consumer(Map.of());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "tachograph-tasks-" + UUID.randomUUID());
        return new KafkaStreams(builder.build(), settings);
    }

    /** A task as far as it is known here: another instance may know more. Null when nothing is known of it. */
    public @Nullable TaskState find(String id) {
        @Nullable TaskState task = TaskCodec.get(tasks, id);
        return task == null || expiry.isOver(task, System.currentTimeMillis()) ? null : task;
    }

    /**
     * What a task's attempt has brought, from a character on.
     *
     * @param task as it was found here
     * @return empty when it is no longer so: another attempt has begun, or its time is over
     */
    public Optional<String> answer(TaskState task, int from) {
        return Optional.ofNullable(TaskAnswers.read(tasks, task, from));
    }

    /**
     * A task that may have been accepted by another instance a moment ago. Null only when everything that was on the topic
     * has been read and it was not there.
     *
     * @throws IOException in one sentence, when Kafka does not answer
     */
    public @Nullable TaskState findAnywhere(String id) throws IOException, InterruptedException {
        @Nullable TaskState task = find(id);
        if (task != null) {
            return task;
        }
        awaitCaughtUp();
        return find(id);
    }

    /**
     * Waits until everything is read that is on the topic now.
     *
     * @throws IOException in one sentence, when that does not happen in time
     */
    public void awaitCaughtUp() throws IOException, InterruptedException {
        Map<Integer, Long> missing = offsets.missing(offsetsOf(OffsetSpec.latest()));
        if (missing.isEmpty()) {
            return;
        }
        // What retention has deleted can no longer be read.
        Map<Integer, Long> begins = offsetsOf(OffsetSpec.earliest());
        missing.entrySet().removeIf(end -> begins.getOrDefault(end.getKey(), 0L) >= end.getValue());
        if (!offsets.await(missing, PATIENCE)) {
            throw new IOException("the tasks could not be read within " + PATIENCE.toSeconds() + " s");
        }
    }

    private Map<Integer, Long> offsetsOf(OffsetSpec which) throws IOException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.await(admin.client()
                .listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, of -> which)))
                .all());
        Map<Integer, Long> all = new HashMap<>();
        found.forEach((partition, info) -> all.put(partition.partition(), info.offset()));
        return all;
    }

    /** Calls {@code watcher} after each change of a task until {@link #unwatch}; it must not block. */
    public void watch(String id, Runnable watcher) {
        watchers.add(id, watcher);
    }

    public void unwatch(String id, Runnable watcher) {
        watchers.remove(id, watcher);
    }

    /** Tells of every change of any task from now on; {@code watcher} must not block. */
    public void watchAll(Consumer<TaskState> watcher) {
        watchers.add(watcher);
    }

    /** Tasks that are known and are like this. */
    public long count(TaskStatus status) {
        return updater.count(status);
    }

    /** Events that nobody could read, since the start. */
    public long unreadable() {
        return updater.unreadable();
    }

    /** Tasks that were let go although they had not ended, since the start. */
    public long lost() {
        return updater.lost();
    }

    /** What is wrong with it, if anything is: then the process must be started anew. */
    public Optional<String> trouble() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING || state == KafkaStreams.State.REBALANCING
                ? Optional.empty()
                : Optional.of("The table of tasks is " + state.name().toLowerCase(Locale.ROOT) + ".");
    }

    @Override
    public void close() {
        boolean unused = streams.close(CLOSE_WITHIN);
        admin.close();
    }
}
