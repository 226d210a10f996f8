package io.tachograph.windows.request;

import static io.tachograph.windows.request.TimingFields.CACHED_INPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.FIRST_CHUNK;
import static io.tachograph.windows.request.TimingFields.FIRST_OUTPUT_TOKEN;
import static io.tachograph.windows.request.TimingFields.FIRST_TOKEN;
import static io.tachograph.windows.request.TimingFields.HEADERS;
import static io.tachograph.windows.request.TimingFields.INPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.LAST_TOKEN;
import static io.tachograph.windows.request.TimingFields.OUTPUT_TOKENS;
import static io.tachograph.windows.request.TimingFields.PROMPT_CHARS;
import static io.tachograph.windows.request.TimingFields.TOKENS_IN_FIRST_CHUNK;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.bytes.BytesIn;
import io.tachograph.schemas.codec.AvroSingleObject;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.InvalidRecordException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads samples straight out of the bytes of {@code RequestTiming} records, without the record in between. It knows one
 * writer schema, field by field; records of any other go the way of {@code RecordDecoder} and {@link RequestSamples},
 * which comes to the same sample and the same refusal. Fields that the stream does not keep are passed over.
 *
 * <p>Not thread-safe: it keeps buffers and the series it has met.
 */
public final class TimingDecoder {
    /** Of the schema whose fields {@link #body} reads, in their order. A test fails when the newest is another. */
    static final long FINGERPRINT = 0xF079210700499CF9L;

    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int TOKEN_SOURCES = TokenSource.values().length;
    private static final StampSource[] STAMP_SOURCES = StampSource.values();

    private final BytesIn in = new BytesIn();
    private final TimingFields fields = new TimingFields();
    private final TimingNames names = new TimingNames();

    /** Whether the value is a record that this decoder reads. */
    public static boolean reads(byte @Nullable [] value) {
        return AvroSingleObject.isWrittenBy(FINGERPRINT, value);
    }

    /**
     * The sample of a record that {@link #reads} is true of.
     *
     * @throws UnreadableRecordException when the bytes are cut, damaged or longer than the record
     * @throws InvalidRecordException when the record contradicts itself
     */
    public RequestSample decode(byte[] value, int partition, long offset)
            throws UnreadableRecordException, InvalidRecordException {
        try {
            body(in.over(value, AvroSingleObject.HEADER_BYTES, value.length));
        } catch (IOException e) {
            throw new UnreadableRecordException("body does not fit its schema: " + e.getMessage(), e);
        }
        if (!in.atEnd()) {
            throw new UnreadableRecordException("value is longer than the record it begins with");
        }
        return RequestSamples.of(fields, names.series(value, fields), partition, offset);
    }

    private void body(BytesIn bytes) throws IOException {
        fields.clear();
        fields.idHigh = bytes.readFixedLong();
        fields.idLow = bytes.readFixedLong();
        fields.attempt = bytes.readInt();
        names.read(bytes);
        skipOptionalString(bytes); // run_id
        bytes.skipString(); // agent
        fields.streamed = bytes.readBoolean();
        optionalInt(bytes, PROMPT_CHARS);
        fields.sentAtMicros = bytes.readLong();
        fields.scheduledNanos = bytes.readLong();
        optionalLong(bytes, HEADERS);
        optionalLong(bytes, FIRST_CHUNK);
        optionalLong(bytes, FIRST_TOKEN);
        optionalLong(bytes, FIRST_OUTPUT_TOKEN);
        optionalLong(bytes, LAST_TOKEN);
        fields.closedNanos = bytes.readLong();
        fields.hasGaps = present(bytes);
        if (fields.hasGaps) {
            fields.gaps.read(bytes);
        }
        fields.outcome = OUTCOMES[bytes.readBelow(OUTCOMES.length)];
        skipOptionalInt(bytes); // http_status
        skipOptionalLong(bytes); // retry_after_millis
        skipOptionalString(bytes); // error
        skipOptionalString(bytes); // finish_reason
        bytes.readInt(); // content_chunks
        optionalLong(bytes, INPUT_TOKENS);
        optionalLong(bytes, CACHED_INPUT_TOKENS);
        optionalLong(bytes, OUTPUT_TOKENS);
        skipOptionalLong(bytes); // reasoning_tokens
        optionalInt(bytes, TOKENS_IN_FIRST_CHUNK);
        bytes.readBelow(TOKEN_SOURCES);
        bytes.readBoolean(); // client_bound
        skipOptionalLong(bytes); // begun_nanos
        fields.stampSource = STAMP_SOURCES[bytes.readBelow(STAMP_SOURCES.length)];
    }

    private void optionalLong(BytesIn bytes, int field) throws IOException {
        if (present(bytes)) {
            fields.set(field, bytes.readLong());
        }
    }

    private void optionalInt(BytesIn bytes, int field) throws IOException {
        if (present(bytes)) {
            fields.set(field, bytes.readInt());
        }
    }

    private static void skipOptionalLong(BytesIn bytes) throws IOException {
        if (present(bytes)) {
            bytes.readLong();
        }
    }

    private static void skipOptionalInt(BytesIn bytes) throws IOException {
        if (present(bytes)) {
            bytes.readInt();
        }
    }

    private static void skipOptionalString(BytesIn bytes) throws IOException {
        if (present(bytes)) {
            bytes.skipString();
        }
    }

    /** Of a union of null and something: whether it is something. */
    static boolean present(BytesIn bytes) throws IOException {
        return bytes.readBelow(2) == 1;
    }
}
