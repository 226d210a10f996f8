package io.tachograph.windows.request;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How groups of samples and batches of them travel to the subtask that owns their series. */
public final class RequestArrivalFormat implements BinaryFormat<RequestArrival> {
    private static final long serialVersionUID = 2L;

    private static final int BATCH = 0;
    private static final int GROUP = 1;

    private final SampleRunCodec run = new SampleRunCodec();

    @Override
    public Class<RequestArrival> type() {
        return RequestArrival.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RequestArrival arrival, DataOutput out) throws IOException {
        if (arrival instanceof RequestGroup group) {
            out.writeByte(GROUP);
            run.write(group.deliveries(), out);
        } else if (arrival instanceof RequestBatch batch) {
            out.writeByte(BATCH);
            batch.writeTo(out);
        }
    }

    @Override
    public RequestArrival read(int version, DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case BATCH -> RequestBatch.readFrom(TotalsBinary.VERSION, in);
            case GROUP -> new RequestGroup(run.read(in));
            default -> throw new IOException("an arrival of kind " + kind);
        };
    }

    @Override
    public RequestArrival copy(RequestArrival arrival) {
        return arrival;
    }

    @Override
    public BinaryFormat<RequestArrival> duplicate() {
        return new RequestArrivalFormat();
    }
}
