package io.tachograph.jobs.source;

import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSamples;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Reads Avro files by their number. A file that cannot be read fails the job: half an archive is no archive. */
final class ArchivedRequests implements FlatMapFunction<Long, TopicEvent<RequestSample>> {
    private static final long serialVersionUID = 1L;

    private final List<String> files;

    ArchivedRequests(List<String> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public void flatMap(Long number, Collector<TopicEvent<RequestSample>> out) throws IOException {
        String name = files.get(Math.toIntExact(number));
        RecordDecoder unused = new RecordDecoder(); // From here on Avro makes objects of our records' classes.
        long row = 0;
        try (DataFileReader<RequestTiming> file =
                new DataFileReader<>(new File(name), new SpecificDatumReader<>(RequestTiming.getClassSchema()))) {
            while (file.hasNext()) {
                out.collect(event(file.next(), name, row));
                row++;
            }
        } catch (IOException | AvroRuntimeException e) {
            throw new IOException(
                    name + " cannot be read as an Avro file of RequestTiming at record " + row + ": " + e.getMessage());
        }
    }

    private static TopicEvent<RequestSample> event(RequestTiming timing, String name, long row) {
        try {
            return RequestTopicDecoder.sample(RequestSamples.of(timing, 0, row));
        } catch (InvalidRecordException e) {
            return TopicEvent.of(
                    new DeadLetter(name, 0, row, DeadLetterReason.INVALID, String.valueOf(e.getMessage()), null));
        }
    }
}
