package io.tachograph.jobs.gpu;

import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.gpu.GpuAssignments;
import io.tachograph.windows.gpu.GpuReading;
import io.tachograph.windows.gpu.GpuReadings;
import org.apache.avro.specific.SpecificRecord;

/** What the job makes of the records of its topics. */
final class GpuRecords {
    private GpuRecords() {}

    static TopicEvent<GpuReading> reading(SpecificRecord value, int partition, long offset)
            throws InvalidRecordException {
        if (value instanceof GpuSample sample) {
            GpuReading reading = GpuReadings.of(sample, partition, offset);
            return TopicEvent.of(Math.floorDiv(reading.atMicros(), 1_000L), reading);
        }
        throw new InvalidRecordException(
                "a " + value.getSchema().getName() + " does not belong on the topic of GPU samples");
    }

    /** The inventory has records of many kinds; those of others are passed over. */
    static TopicEvent<GpuAssignmentRow> assignment(SpecificRecord value, int partition, long offset)
            throws InvalidRecordException {
        return value instanceof GpuAssignment assignment
                ? TopicEvent.of(TopicEvent.NO_CLOCK, GpuAssignments.of(assignment))
                : TopicEvent.none();
    }
}
