package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.tachograph.client.clock.WallClock;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Exact stamps from reads at given instants. */
class StreamReaderTest {
    private static final long BEGAN = 500;
    private static final long SENT = 1_000;

    private final AttemptMeasurements timer = new AttemptMeasurements(BEGAN, Keep.NOTHING);
    private final StreamReader reader = reader(timer);

    @Test
    void everyStamp_isThatOfTheReadWithItsChunk_relativeToSent() throws AnswerException {
        // Given the recorded reasoning stream, one event per read at 2000, 3000, 4000, ...
        timer.sent(SENT);
        timer.headers(1_500);
        long nanos = 2_000;
        for (String event : Samples.text(Samples.VLLM_REASONING).split("(?<=\n\n)", -1)) {
            reader.read(Unpooled.wrappedBuffer(event.getBytes(StandardCharsets.UTF_8)), nanos);
            nanos += 1_000;
        }
        reader.end();

        // When
        RequestTiming record = record(AttemptOutcome.OK, nanos);

        // Then: role chunk at 2000, reasoning at 3000, content at 4000, finish, usage, [DONE]
        assertThat(record.getScheduledNanos()).isEqualTo(-700);
        assertThat(record.getHeadersNanos()).isEqualTo(500);
        assertThat(record.getFirstChunkNanos()).isEqualTo(1_000);
        assertThat(record.getFirstTokenNanos()).isEqualTo(2_000);
        assertThat(record.getFirstOutputTokenNanos()).isEqualTo(3_000);
        assertThat(record.getLastTokenNanos()).isEqualTo(3_000);
        assertThat(record.getClosedNanos()).isEqualTo(nanos - SENT);
        assertThat(record.getChunkGaps().getCount()).isEqualTo(1);
        assertThat(record.getChunkGaps().getSumNanos()).isEqualTo(1_000);
    }

    @Test
    void firstChunkOfAzure_hasNoChoices_andIsNotTheFirstChunk() throws AnswerException {
        timer.sent(SENT);
        long nanos = 2_000;
        for (String event : Samples.text(Samples.AZURE).split("(?<=\n\n)", -1)) {
            reader.read(Unpooled.wrappedBuffer(event.getBytes(StandardCharsets.UTF_8)), nanos);
            nanos += 1_000;
        }

        assertThat(timer.firstChunkNanos).isEqualTo(3_000);
        assertThat(timer.firstTokenNanos).isEqualTo(4_000);
        assertThat(timer.contentChunks).isEqualTo(1);
        assertThatCode(reader::end).doesNotThrowAnyException();
    }

    @Test
    void streamWithoutChoices_isNoAnswer_evenWithDone() throws AnswerException {
        for (String usage : new String[] {"", "data: {\"choices\":[],\"usage\":{\"completion_tokens\":0}}\n\n"}) {
            StreamReader empty = reader(new AttemptMeasurements(BEGAN, Keep.NOTHING));
            empty.read(Unpooled.wrappedBuffer((usage + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8)), 2_000);

            assertThat(empty.isWhole()).isFalse();
            assertThatThrownBy(empty::end)
                    .isInstanceOfSatisfying(
                            AnswerException.class,
                            e -> assertThat(AttemptOutcome.of(e))
                                    .isEqualTo(new AttemptOutcome(
                                            Outcome.PROTOCOL_ERROR, "the stream holds no part of an answer")));
        }
    }

    @Test
    void attemptThatWasNeverSent_isRelativeToItsBeginning() {
        RequestTiming record = record(new AttemptOutcome(Outcome.CONNECT_ERROR, "no"), 900);

        assertThat(record.getScheduledNanos()).isEqualTo(300 - BEGAN);
        assertThat(record.getClosedNanos()).isEqualTo(900 - BEGAN);
        assertThat(record.getSentAtMicros()).isEqualTo(WallClock.ofProcess().microsAt(BEGAN));
    }

    @Test
    void promptLength_isInCodePoints() {
        assertThat(record(AttemptOutcome.OK, 900).getPromptChars()).isEqualTo(3);
    }

    private static StreamReader reader(AttemptMeasurements timer) {
        return new StreamReader(ApiCall.of("/", AnswerFormat.EVENTS, new OpenAiChunkReader()), timer);
    }

    private RequestTiming record(AttemptOutcome verdict, long closedNanos) {
        PromptRequest request = new PromptRequest(
                new UUID(1, 2),
                1,
                Prompt.of("a🚚b"),
                RequestOptions.defaults(),
                300,
                new Provenance(Origin.PROBE, "agent-1", null));
        return new TimingRecordWriter(TargetFixture.config(URI.create("http://localhost")), true, WallClock.ofProcess())
                .of(request, "0.30.0", timer, verdict, null, null, closedNanos);
    }
}
