package io.tachograph.schemas;

import java.util.List;

/** Every Kafka topic of the system: its name, the rule for its key, how long it is kept. The only place that knows. */
public final class Topics {
    /** {@code RequestTiming} and {@code Heartbeat}; key: target slug. */
    public static final Topic REQUEST_TIMINGS = Topic.keptForDays("tachograph.request-timings", 3);

    /** {@code GpuSample}; key: GPU UUID. */
    public static final Topic GPU_SAMPLES = Topic.keptForDays("tachograph.gpu-samples", 3);

    /** {@code EngineSample}; key: target slug. */
    public static final Topic ENGINE_SAMPLES = Topic.keptForDays("tachograph.engine-samples", 3);

    /** {@code ContainerSample}; key: the container's id. */
    public static final Topic CONTAINER_SAMPLES = Topic.keptForDays("tachograph.container-samples", 3);

    /** {@code GpuAssignment}, key: {@link #assignmentKey}; {@code Inventory…}, key: {@link #inventoryKey}. */
    public static final Topic INVENTORY = Topic.compacted("tachograph.inventory");

    /** {@code Usage}, {@code ScoreSummary}; key: {@link #usageKey}, {@link #scoreKey}. */
    public static final Topic USAGE = Topic.keptForDays("tachograph.usage", 14);

    /** {@code Event}; key: its subject. */
    public static final Topic EVENTS = Topic.keptForDays("tachograph.events", 14);

    /** {@code LoadTest}; key: its run. */
    public static final Topic LOAD_TESTS = Topic.keptForDays("tachograph.load-tests", 14);

    /** {@code RequestWindow}; key: target slug. */
    public static final Topic REQUEST_WINDOWS = Topic.keptForDays("tachograph.request-windows", 1);

    /** {@code Ranking}; key: {@link #rankingKey}. */
    public static final Topic RANKINGS = Topic.compacted("tachograph.rankings");

    /** {@code Alert}; key: the alert's. */
    public static final Topic ALERTS = Topic.compacted("tachograph.alerts");

    /** {@code DeadLetter}; key: topic, partition and offset of the record that did not count. */
    public static final Topic DEAD_LETTERS = Topic.keptForDays("tachograph.dead-letters", 14);

    /** {@code GenerationRequest}; key: {@link #generationKey}. */
    public static final Topic GENERATION_REQUESTS = Topic.keptForDays("tachograph.generation-requests", 3);

    /** {@code GenerationEvent}; key: the task's id. */
    public static final Topic GENERATION_EVENTS = Topic.keptForDays("tachograph.generation-events", 3);

    /** All topics, in the order of the data's way. */
    public static final List<Topic> ALL = List.of(
            REQUEST_TIMINGS,
            GPU_SAMPLES,
            ENGINE_SAMPLES,
            CONTAINER_SAMPLES,
            INVENTORY,
            USAGE,
            EVENTS,
            LOAD_TESTS,
            REQUEST_WINDOWS,
            RANKINGS,
            ALERTS,
            DEAD_LETTERS,
            GENERATION_REQUESTS,
            GENERATION_EVENTS);

    private Topics() {}

    /** What identifies an event that was given no id: no id that is given has the sign {@code |}. */
    public static String eventId(String kind, String subject, long startedAtMicros) {
        return startedAtMicros + "|" + kind + "|" + subject;
    }

    /** Key of a ranking: one compacted record per metric, statistic, window length and cell. */
    public static String rankingKey(
            String metric, String statistic, long windowMillis, String origin, String promptBand, boolean streamed) {
        return String.join(
                "|", metric, statistic, windowMillis + "ms", origin, promptBand, streamed ? "streamed" : "whole");
    }

    /** Key of an assignment of a GPU to a target: its end replaces its beginning. */
    public static String assignmentKey(String gpu, String target, long validFromMicros) {
        return String.join("|", "gpu-assignment", gpu, target, Long.toString(validFromMicros));
    }

    /**
     * Key of a task that waits: a model's tasks take a few lanes, and so a few partitions, and leave the others to other
     * models.
     */
    public static String generationKey(String model, int lane) {
        return model + "#" + lane;
    }

    /** Key of what was used: later readings of one span come after the earlier ones. */
    public static String usageKey(
            String source, String scope, String name, String model, String tenant, long fromMicros) {
        return String.join("|", "usage", source, scope, name, model, tenant, Long.toString(fromMicros));
    }

    /** Key of a summary of scores, likewise. */
    public static String scoreKey(
            String source, String name, String category, String model, String tenant, long fromMicros) {
        return String.join("|", "score", source, name, category, model, tenant, Long.toString(fromMicros));
    }

    /**
     * Key of what the inventory knows of one thing: later knowledge replaces earlier.
     *
     * @param kind target, engine, container, model, route or job
     * @param parts what distinguishes it from others of its kind
     */
    public static String inventoryKey(String kind, String... parts) {
        return kind + "|" + String.join("|", parts);
    }

    /** Key of a dead letter. */
    public static String deadLetterKey(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }
}
