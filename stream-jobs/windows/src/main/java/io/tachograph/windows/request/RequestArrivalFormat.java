package io.tachograph.windows.request;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How samples and batches of them travel to the subtask that owns their series. */
public final class RequestArrivalFormat implements BinaryFormat<RequestArrival> {
    private static final long serialVersionUID = 1L;

    /** In place of the version of a sample's format, which is 1 at least. */
    private static final int BATCH = 0;

    private final RequestSampleFormat samples = new RequestSampleFormat();

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
        if (arrival instanceof RequestSample sample) {
            out.writeByte(samples.version());
            samples.write(sample, out);
        } else if (arrival instanceof RequestBatch batch) {
            out.writeByte(BATCH);
            batch.writeTo(out);
        }
    }

    @Override
    public RequestArrival read(int version, DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        return kind == BATCH ? RequestBatch.readFrom(TotalsBinary.VERSION, in) : samples.read(kind, in);
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
