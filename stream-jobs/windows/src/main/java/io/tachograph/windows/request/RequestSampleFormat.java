package io.tachograph.windows.request;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link RequestSample} travels alone, which it does where operators are not chained. */
public final class RequestSampleFormat implements BinaryFormat<RequestSample> {
    private static final long serialVersionUID = 3L;

    /** A format has no state that is part of it, so this is made where it is used. */
    private transient @Nullable SampleRun run;

    @Override
    public Class<RequestSample> type() {
        return RequestSample.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RequestSample sample, DataOutput target) throws IOException {
        run().write(List.of(sample), target);
    }

    @Override
    public RequestSample read(int version, DataInput source) throws IOException {
        return run().read(source).get(0);
    }

    private SampleRun run() {
        SampleRun own = run == null ? new SampleRun() : run;
        run = own;
        return own;
    }

    @Override
    public RequestSample copy(RequestSample sample) {
        return sample;
    }

    @Override
    public BinaryFormat<RequestSample> duplicate() {
        return new RequestSampleFormat();
    }
}
