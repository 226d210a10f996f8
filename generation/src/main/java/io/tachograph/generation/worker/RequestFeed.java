package io.tachograph.generation.worker;

import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.task.TaskWriter;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.GenerationRequest;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests from Kafka on a thread of its own, and commits those that are done. A partition of which much waits is not
 * read on. What a partition's new owner will take is handed over: what runs may run on for a while before.
 */
final class RequestFeed implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFeed.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String RUN_TOO_LONG =
            "Tasks run longer than they may when they are handed over, and are run again by another worker.";

    private final Consumer<byte[], byte[]> consumer;
    private final TaskTable tasks;
    private final TaskWriter writer;
    private final Dispatcher dispatcher;
    private final UnfinishedRequests unfinished;
    private final WorkerCounters counters;
    private final Duration drainLimit;
    private final RecordDecoder decoder = new RecordDecoder();
    private final Thread thread = new Thread(this::run, "worker-feed");
    private volatile boolean stopping;
    private volatile @Nullable String trouble;

    RequestFeed(
            Consumer<byte[], byte[]> consumer,
            TaskTable tasks,
            TaskWriter writer,
            Dispatcher dispatcher,
            UnfinishedRequests unfinished,
            WorkerCounters counters,
            Duration drainLimit) {
        this.consumer = consumer;
        this.tasks = tasks;
        this.writer = writer;
        this.dispatcher = dispatcher;
        this.unfinished = unfinished;
        this.counters = counters;
        this.drainLimit = drainLimit;
    }

    void start() {
        thread.start();
    }

    /** Why it takes no more, null while it does. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.GENERATION_REQUESTS.name()), this);
            while (!stopping) {
                step();
            }
            handOver(consumer.assignment());
        } catch (WakeupException | InterruptException e) {
            LOG.debug("The worker stops.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Whatever it is: a worker that takes nothing more must not look as if it did.
            trouble = "The queue can no longer be read: " + e.getMessage();
            LOG.error("The queue can no longer be read.", e);
        }
    }

    private void step() throws InterruptedException {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                take(records);
            }
            pauseWhatIsFull();
            Map<TopicPartition, OffsetAndMetadata> done = unfinished.committable();
            if (!done.isEmpty()) {
                consumer.commitAsync(done, (offsets, failure) -> {
                    if (failure != null) {
                        LOG.debug("Offsets could not be committed; later ones will be.", failure);
                    }
                });
            }
        } catch (WakeupException e) {
            if (!stopping) {
                throw e;
            }
        }
    }

    /** The table must know what earlier owners of these partitions have told before it is asked. */
    private void take(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<QueuedTask> taken = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            unfinished.taken(partition, record.offset(), record.serializedValueSize());
            GenerationRequest request = read(record.value());
            if (request == null) {
                counters.unknown();
                LOG.warn("The record at {}, offset {}, is not a readable request.", partition, record.offset());
                unfinished.done(partition, record.offset());
            } else {
                taken.add(new QueuedTask(request, partition, record.offset(), 1, 0, 0));
            }
        }
        while (!stopping) {
            try {
                tasks.awaitCaughtUp();
                dispatcher.add(taken);
                return;
            } catch (IOException e) {
                LOG.warn("Tasks wait: {}.", e.getMessage());
            }
        }
    }

    private @Nullable GenerationRequest read(byte[] value) {
        try {
            return decoder.decode(value) instanceof GenerationRequest request ? request : null;
        } catch (UnreadableRecordException e) {
            return null;
        }
    }

    private void pauseWhatIsFull() {
        Map<Boolean, List<TopicPartition>> full =
                consumer.assignment().stream().collect(Collectors.partitioningBy(unfinished::isFull));
        consumer.pause(full.getOrDefault(true, List.of()));
        consumer.resume(full.getOrDefault(false, List.of()));
    }

    private void handOver(Collection<TopicPartition> partitions) throws InterruptedException {
        await(dispatcher.drain(partitions), drainLimit, RUN_TOO_LONG);
        await(dispatcher.abandon(partitions), PATIENCE, RUN_TOO_LONG);
        // While Kafka is away that would take as long as the writer is patient.
        await(CompletableFuture.runAsync(writer::flush), PATIENCE, "Some ends of tasks could not be told in time.");
        Map<TopicPartition, OffsetAndMetadata> done = unfinished.committable();
        done.keySet().retainAll(partitions);
        try {
            commit(done);
        } catch (KafkaException e) {
            LOG.warn(
                    "The end of some tasks could not be committed; the next worker sees that they have ended: {}",
                    e.getMessage());
        }
        unfinished.forget(partitions);
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> done) {
        try {
            consumer.commitSync(done, PATIENCE);
        } catch (WakeupException e) {
            // Of the wish to stop, which came while nothing was being read.
            consumer.commitSync(done, PATIENCE);
        }
    }

    private static void await(CompletableFuture<Void> done, Duration limit, String late) throws InterruptedException {
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("{}", late);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.debug("Takes tasks of {}.", partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            handOver(partitions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Another worker has them already. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        try {
            await(dispatcher.abandon(partitions), PATIENCE, RUN_TOO_LONG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        unfinished.forget(partitions);
    }

    /** Takes no more, lets what runs run on for a while, and commits what is done. */
    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
