package io.tachograph.bench.record;

import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/** {@code requests.avro}: the records as they are published, chunk gaps and all, without phase and details. */
final class AvroFile implements RequestSink {
    private static final int FAST = 1;

    private final DataFileWriter<RequestTiming> file;

    AvroFile(Path path) throws IOException {
        file = new DataFileWriter<>(new SpecificDatumWriter<>(RequestTiming.getClassSchema()));
        try {
            file.setCodec(CodecFactory.deflateCodec(FAST)).create(RequestTiming.getClassSchema(), path.toFile());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void write(RequestView request) throws IOException {
        file.append(request.record);
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
