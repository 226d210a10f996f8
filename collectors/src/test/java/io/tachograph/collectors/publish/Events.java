package io.tachograph.collectors.publish;

import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import java.nio.ByteBuffer;

/** Events to publish. */
public final class Events {
    private Events() {}

    public static RequestTiming timing(String target, long number) {
        return RequestTiming.newBuilder()
                .setRequestId(
                        new RequestId(ByteBuffer.allocate(16).putLong(8, number).array()))
                .setTarget(target)
                .setCluster("lab")
                .setFramework("vllm")
                .setModel("tiny")
                .setApi("openai-chat")
                .setOrigin(Origin.PROBE)
                .setAgent("agent-1")
                .setStreamed(true)
                .setSentAtMicros(number)
                .setScheduledNanos(0)
                .setClosedNanos(1)
                .setOutcome(Outcome.OK)
                // Avro makes the default of an enum only once a codec has told it to trust our records.
                .setTokenSource(TokenSource.NONE)
                .setStampSource(StampSource.READ)
                .build();
    }

    public static Heartbeat heartbeat(String target, long atMicros) {
        return new Heartbeat(target, "agent-1", atMicros);
    }

    static GpuSample gpu(String uuid) {
        return GpuSample.newBuilder()
                .setGpu(uuid)
                .setNode("node")
                .setAgent("agent-1")
                .setAtMicros(1)
                .build();
    }
}
