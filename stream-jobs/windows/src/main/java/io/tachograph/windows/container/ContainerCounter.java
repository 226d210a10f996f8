package io.tachograph.windows.container;

import io.tachograph.schemas.avro.ContainerSample;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is counted of a container. New ones are added at the end: their order is part of what is written. */
enum ContainerCounter {
    CPU_NANOS("cpu_nanos", ContainerSample::getCpuNanos),
    CPU_THROTTLED_NANOS("cpu_throttled_nanos", ContainerSample::getCpuThrottledNanos),
    NETWORK_RECEIVED_BYTES("network_received_bytes", ContainerSample::getNetworkReceivedBytes),
    NETWORK_SENT_BYTES("network_sent_bytes", ContainerSample::getNetworkSentBytes),
    BLOCK_READ_BYTES("block_read_bytes", ContainerSample::getBlockReadBytes),
    BLOCK_WRITTEN_BYTES("block_written_bytes", ContainerSample::getBlockWrittenBytes),
    /** Goes on when the container starts anew: its log does. */
    LOG_ERRORS("log_errors", ContainerSample::getLogErrors),
    /** Goes on when the container starts anew: it counts just that. */
    RESTARTS("restarts", ContainerSample::getRestarts);

    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // A method reference.
    private final Function<ContainerSample, @Nullable Long> value;

    ContainerCounter(String field, Function<ContainerSample, @Nullable Long> value) {
        this.field = field;
        this.value = value;
    }

    /** Its field on the wire. */
    String field() {
        return field;
    }

    /** Whether it begins at zero with each run of the container. */
    boolean isOfOneRun() {
        return this != LOG_ERRORS && this != RESTARTS;
    }

    @Nullable
    Long of(ContainerSample sample) {
        return value.apply(sample);
    }
}
