package io.tachograph.jobs.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.source.TopicEventFormat;
import io.tachograph.windows.request.OpenWindowFormat;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import io.tachograph.windows.rollup.OpenRollUp;
import io.tachograph.windows.rollup.OpenRollUpFormat;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class VersionedSerializerTest {
    private final VersionedSerializer<TopicEvent<RequestSample>> serializer =
            new VersionedSerializer<>(new TopicEventFormat<>(new RequestSampleFormat()));

    @Test
    void value_isReadAsItWasWritten() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TopicEvent<RequestSample> heartbeat = new TopicEvent<>(77, null, null);

        serializer.serialize(heartbeat, out);

        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(heartbeat);
    }

    @Test
    void valueOfANewerVersion_isRefusedByName() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(new TopicEvent<>(77, null, null), out);
        byte[] bytes = out.getCopyOfBuffer();
        bytes[0] = 9;

        assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(bytes)))
                .hasMessageContaining("TopicEvent of version 9 comes from a newer Tachograph");
    }

    @Test
    void snapshot_restoresTheSameSerializer() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(
                out, new VersionedSerializer<>(new OpenRollUpFormat()).snapshotConfiguration());

        TypeSerializerSnapshot<OpenRollUp> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(snapshot.restoreSerializer()).isEqualTo(new VersionedSerializer<>(new OpenRollUpFormat()));
    }

    /** Another {@link TopicEventFormat} is equal to it, whatever its values are. */
    @Test
    void formatThatCannotBeMadeAgain_isNotKept() {
        assertThatThrownBy(() -> TypeSerializerSnapshot.writeVersionedSnapshot(
                        new DataOutputSerializer(64), serializer.snapshotConfiguration()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TopicEventFormat", "never kept");
    }

    @Test
    void snapshot_ofAnotherFormatIsIncompatible() {
        TypeSerializerSnapshot<Object> rollUps = snapshotOf(new OpenRollUpFormat());
        TypeSerializerSnapshot<Object> windows = snapshotOf(new OpenWindowFormat());

        assertThat(rollUps.resolveSchemaCompatibility(windows).isIncompatible()).isTrue();
        assertThat(rollUps.resolveSchemaCompatibility(snapshotOf(new OpenRollUpFormat()))
                        .isCompatibleAsIs())
                .isTrue();
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializerSnapshot<Object> snapshotOf(io.tachograph.windows.binary.BinaryFormat<?> format) {
        return (TypeSerializerSnapshot<Object>) new VersionedSerializer<>(format).snapshotConfiguration();
    }
}
