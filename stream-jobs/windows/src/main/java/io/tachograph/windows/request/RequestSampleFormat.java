package io.tachograph.windows.request;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** How a {@link RequestSample} travels alone, which it does where operators are not chained. */
public final class RequestSampleFormat implements BinaryFormat<RequestSample> {
    private static final long serialVersionUID = 3L;

    private final SampleRunCodec run = new SampleRunCodec();

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
        run.write(List.of(sample), target);
    }

    @Override
    public RequestSample read(int version, DataInput source) throws IOException {
        return run.read(source).get(0);
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
