package io.tachograph.collectors.publish;

import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.InventoryContainer;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.InventoryJob;
import io.tachograph.schemas.avro.InventoryModel;
import io.tachograph.schemas.avro.InventoryRoute;
import io.tachograph.schemas.avro.InventoryTarget;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Where a record goes: its topic and its key there. */
record RecordRoute(Topic topic, String key) {
    /** @throws IllegalArgumentException when no collector publishes records of this type */
    static RecordRoute of(SpecificRecord event) {
        if (event instanceof RequestTiming timing) {
            return new RecordRoute(Topics.REQUEST_TIMINGS, timing.getTarget());
        }
        if (event instanceof Heartbeat heartbeat) {
            return new RecordRoute(Topics.REQUEST_TIMINGS, heartbeat.getTarget());
        }
        if (event instanceof GpuSample sample) {
            return new RecordRoute(Topics.GPU_SAMPLES, sample.getGpu());
        }
        if (event instanceof EngineSample sample) {
            return new RecordRoute(Topics.ENGINE_SAMPLES, sample.getTarget());
        }
        if (event instanceof ContainerSample sample) {
            return new RecordRoute(Topics.CONTAINER_SAMPLES, sample.getId());
        }
        if (event instanceof GpuAssignment assignment) {
            return new RecordRoute(
                    Topics.INVENTORY,
                    Topics.assignmentKey(assignment.getGpu(), assignment.getTarget(), assignment.getValidFromMicros()));
        }
        if (event instanceof Usage usage) {
            return new RecordRoute(
                    Topics.USAGE,
                    Topics.usageKey(
                            usage.getSource(),
                            usage.getScope(),
                            usage.getName(),
                            usage.getModel(),
                            usage.getTenant(),
                            usage.getFromMicros()));
        }
        if (event instanceof ScoreSummary scores) {
            return new RecordRoute(
                    Topics.USAGE,
                    Topics.scoreKey(
                            scores.getSource(),
                            scores.getName(),
                            scores.getCategory(),
                            scores.getModel(),
                            scores.getTenant(),
                            scores.getFromMicros()));
        }
        if (event instanceof Event happened) {
            return new RecordRoute(Topics.EVENTS, happened.getSubject());
        }
        if (event instanceof LoadTest test) {
            return new RecordRoute(Topics.LOAD_TESTS, test.getRun());
        }
        String inventoryKey = inventoryKey(event);
        if (inventoryKey != null) {
            return new RecordRoute(Topics.INVENTORY, inventoryKey);
        }
        throw new IllegalArgumentException("events of type " + event.getClass().getName() + " have no topic");
    }

    private static @Nullable String inventoryKey(SpecificRecord event) {
        if (event instanceof InventoryTarget target) {
            return Topics.inventoryKey("target", target.getTarget());
        }
        if (event instanceof InventoryEngine engine) {
            return Topics.inventoryKey("engine", engine.getTarget());
        }
        if (event instanceof InventoryContainer container) {
            return Topics.inventoryKey("container", container.getId());
        }
        if (event instanceof InventoryModel model) {
            String target = model.getTarget() == null ? "" : model.getTarget();
            return Topics.inventoryKey("model", model.getSource(), target, model.getModel());
        }
        if (event instanceof InventoryRoute route) {
            return Topics.inventoryKey("route", route.getSource(), route.getProxy(), route.getId());
        }
        if (event instanceof InventoryJob job) {
            return Topics.inventoryKey("job", job.getSource(), job.getCluster(), job.getId());
        }
        return null;
    }
}
