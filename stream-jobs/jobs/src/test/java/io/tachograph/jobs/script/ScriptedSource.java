package io.tachograph.jobs.script;

import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.windows.request.RequestSample;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** Partitions that follow the script of a {@link Stage}, read as those of Kafka are: a clock and a status for each. */
final class ScriptedSource implements Source<TopicEvent<RequestSample>, ScriptedSource.Partition, Boolean> {
    private static final long serialVersionUID = 1L;

    /**
     * How far a partition was read.
     *
     * @param number of the partition
     * @param round the round that it is in
     * @param step its next step there
     */
    record Partition(int number, int round, int step) implements SourceSplit, Serializable {
        @Override
        public String splitId() {
            return Integer.toString(number);
        }
    }

    private final int stage;

    ScriptedSource(int stage) {
        this.stage = stage;
    }

    /** Clocks and idleness exactly when the script says so. */
    static WatermarkStrategy<TopicEvent<RequestSample>> clocks() {
        return WatermarkStrategy.<TopicEvent<RequestSample>>forGenerator(context -> new ScriptedClock())
                .withTimestampAssigner((event, timestamp) -> event.clockMillis());
    }

    /** Idle, too, until it tells its clock: so are a subtask without partitions, and one that has just started. */
    private static final class ScriptedClock implements WatermarkGenerator<TopicEvent<RequestSample>> {
        private boolean told;

        @Override
        public void onEvent(TopicEvent<RequestSample> event, long timestamp, WatermarkOutput output) {
            if (Script.isIdle(event)) {
                output.markIdle();
            } else if (event.value() == null) {
                told = true;
                output.emitWatermark(new Watermark(event.clockMillis()));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (!told) {
                output.markIdle();
            }
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<TopicEvent<RequestSample>, Partition> createReader(SourceReaderContext context) {
        return new ScriptedReader(Stage.of(stage), context.getIndexOfSubtask());
    }

    @Override
    public SplitEnumerator<Partition, Boolean> createEnumerator(SplitEnumeratorContext<Partition> context) {
        return new Assigner(context, Stage.of(stage).script.partitions(), false);
    }

    @Override
    public SplitEnumerator<Partition, Boolean> restoreEnumerator(
            SplitEnumeratorContext<Partition> context, Boolean assigned) {
        return new Assigner(context, Stage.of(stage).script.partitions(), assigned);
    }

    @Override
    public SimpleVersionedSerializer<Partition> getSplitSerializer() {
        return new Bytes<>() {
            @Override
            public byte[] serialize(Partition partition) {
                return ByteBuffer.allocate(12)
                        .putInt(partition.number)
                        .putInt(partition.round)
                        .putInt(partition.step)
                        .array();
            }

            @Override
            public Partition deserialize(int version, byte[] bytes) {
                ByteBuffer in = ByteBuffer.wrap(bytes);
                return new Partition(in.getInt(), in.getInt(), in.getInt());
            }
        };
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return new Bytes<>() {
            @Override
            public byte[] serialize(Boolean assigned) {
                return new byte[] {(byte) (assigned ? 1 : 0)};
            }

            @Override
            public Boolean deserialize(int version, byte[] bytes) {
                return bytes[0] == 1;
            }
        };
    }

    private abstract static class Bytes<T> implements SimpleVersionedSerializer<T> {
        @Override
        public int getVersion() {
            return 1;
        }
    }

    /** Deals partitions out once; afterwards they are in the readers' state. */
    private static final class Assigner implements SplitEnumerator<Partition, Boolean> {
        private final SplitEnumeratorContext<Partition> context;
        private final int partitions;
        private boolean assigned;

        Assigner(SplitEnumeratorContext<Partition> context, int partitions, boolean assigned) {
            this.context = context;
            this.partitions = partitions;
            this.assigned = assigned;
        }

        @Override
        public void addReader(int subtask) {
            if (!assigned && context.registeredReaders().size() == context.currentParallelism()) {
                for (int i = 0; i < partitions; i++) {
                    context.assignSplit(new Partition(i, 0, 0), i % context.currentParallelism());
                }
                assigned = true;
            }
        }

        @Override
        public Boolean snapshotState(long checkpoint) {
            return assigned;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void addSplitsBack(List<Partition> splits, int subtask) {}

        @Override
        public void close() {}
    }
}
