package io.tachograph.windows.container;

import static io.tachograph.windows.sample.FieldCheck.name;
import static io.tachograph.windows.sample.FieldCheck.time;

import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.windows.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/** Turns wire records into readings and refuses what cannot be true. */
public final class ContainerReadings {
    /** In nanoseconds of CPU time, ten thousand cores for a year. */
    private static final double MOST = 1e18;

    private static final double MOST_CORES = 100_000;

    private ContainerReadings() {}

    /** @throws InvalidRecordException when the record cannot be true */
    public static ContainerReading of(ContainerSample sample, int partition, long offset)
            throws InvalidRecordException {
        name("id", sample.getId(), true);
        name("name", sample.getName(), false);
        name("node", sample.getNode(), false);
        name("image", sample.getImage(), false);
        name("image_id", sample.getImageId(), false);
        if (sample.getTarget() != null) {
            name("target", sample.getTarget(), true);
        }
        time("at_micros", sample.getAtMicros());
        long[] counters = new long[ContainerCounter.values().length];
        for (ContainerCounter counter : ContainerCounter.values()) {
            Long value = counter.of(sample);
            within(counter.field(), value, MOST);
            counters[counter.ordinal()] = value == null ? ContainerReading.ABSENT : value;
        }
        return new ContainerReading(
                sample.getId(),
                sample.getName(),
                sample.getNode(),
                sample.getImage(),
                sample.getImageId(),
                sample.getTarget(),
                sample.getAtMicros(),
                sample.getStartedAtMicros() == null ? 0 : sample.getStartedAtMicros(),
                within("cpu_limit_cores", sample.getCpuLimitCores(), MOST_CORES),
                within("memory_limit_bytes", sample.getMemoryLimitBytes(), Long.MAX_VALUE),
                within("memory_used_bytes", sample.getMemoryUsedBytes(), Long.MAX_VALUE),
                within("pids", sample.getPids(), MOST),
                counters,
                partition,
                offset);
    }

    private static double within(String field, @Nullable Number value, double most) throws InvalidRecordException {
        if (value == null) {
            return Double.NaN;
        }
        double number = value.doubleValue();
        if (!(number >= 0 && number <= most)) {
            throw new InvalidRecordException(field + " " + value + " is not from 0 to " + most);
        }
        return number;
    }
}
