package io.tachograph.collectors.source.otlp;

import static io.tachograph.collectors.source.otlp.Spans.NOON_SECONDS;
import static io.tachograph.collectors.source.otlp.Spans.call;
import static io.tachograph.collectors.source.otlp.Spans.failed;
import static io.tachograph.collectors.source.otlp.Spans.flag;
import static io.tachograph.collectors.source.otlp.Spans.number;
import static io.tachograph.collectors.source.otlp.Spans.request;
import static io.tachograph.collectors.source.otlp.Spans.text;
import static io.tachograph.collectors.source.otlp.Spans.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.tachograph.config.TargetSection;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.codec.TrustedRecords;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a span tells is in its record, and nothing else. */
class TracedRequestsTest {
    static {
        TrustedRecords.register();
    }

    private static final long MILLI = 1_000_000;

    private static OtlpSettings settings(
            @Nullable String cluster, @Nullable String framework, @Nullable String tenantAttribute) {
        return new OtlpSettings(null, List.of(0), null, cluster, framework, tenantAttribute, 4);
    }

    private static TracedBatch batch(Span.Builder... spans) {
        return new TracedRequests(settings(null, null, "service.name"), "agent-1").of(request(spans));
    }

    private static RequestTiming record(Span.Builder span) {
        TracedBatch batch = batch(span);
        assertThat(batch.timings()).hasSize(1);
        return batch.timings().get(0);
    }

    @Test
    void callOfWhichLittleIsTold_hasNothingThatIsGuessed() {
        RequestTiming record = record(call(1));

        assertThat(record.getOrigin()).isEqualTo(Origin.TRACED);
        assertThat(record.getAgent()).isEqualTo("agent-1");
        assertThat(record.getTenant()).isEqualTo("shop");
        assertThat(record.getModel()).isEqualTo("atlas-8b");
        assertThat(record.getApi()).isEqualTo("chat");
        assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
        assertThat(record.getSentAtMicros()).isEqualTo(NOON_SECONDS * 1_000_000);
        assertThat(record.getClosedNanos()).isEqualTo(1_500 * MILLI);
        assertThat(record.getStreamed()).isFalse();
        assertThat(record.getTokenSource()).isEqualTo(TokenSource.NONE);
        assertThat(List.of(
                        "headers_nanos",
                        "first_chunk_nanos",
                        "first_token_nanos",
                        "first_output_token_nanos",
                        "last_token_nanos",
                        "chunk_gaps",
                        "http_status",
                        "error",
                        "finish_reason",
                        "input_tokens",
                        "cached_input_tokens",
                        "output_tokens",
                        "reasoning_tokens",
                        "prompt_chars",
                        "engine_version",
                        "begun_nanos"))
                .allSatisfy(field -> assertThat(record.get(field)).as(field).isNull());
        assertThat(new RecordEncoder<>(RequestTiming.getClassSchema()).encode(record))
                .isNotEmpty();
    }

    @Test
    void streamedCall_hasItsFirstChunk_butNoFirstTokenUnlessTheSpanTells() {
        RequestTiming chunk = record(call(1).addAttributes(flag("gen_ai.request.stream", true))
                .addAttributes(number("gen_ai.response.time_to_first_chunk", 0.25)));
        RequestTiming token = record(call(1).addAttributes(number("gen_ai.response.time_to_first_chunk", 0.25))
                .addAttributes(number("gen_ai.server.time_to_first_token", 0.375)));

        assertThat(chunk.getStreamed()).isTrue();
        assertThat(chunk.getFirstChunkNanos()).isEqualTo(250 * MILLI);
        assertThat(chunk.getFirstTokenNanos()).isNull();
        assertThat(chunk.getLastTokenNanos()).isEqualTo(1_500 * MILLI);
        assertThat(token.getStreamed()).isTrue();
        assertThat(token.getFirstTokenNanos()).isEqualTo(375 * MILLI);
        assertThat(token.getFirstOutputTokenNanos()).isNull();
    }

    @Test
    void streamThatFailed_hasNoLastToken() {
        RequestTiming record = record(failed(call(1))
                .addAttributes(flag("gen_ai.request.stream", true))
                .addAttributes(text("error.type", "APIConnectionError")));

        assertThat(record.getOutcome()).isEqualTo(Outcome.CONNECT_ERROR);
        assertThat(record.getLastTokenNanos()).isNull();
        assertThat(record.getClosedNanos()).isEqualTo(1_500 * MILLI);
    }

    @Test
    void tokens_areTakenByTodaysAndByOlderNames_ifTheyCanBeTrue() {
        RequestTiming today = record(call(1).addAttributes(number("gen_ai.usage.input_tokens", 120))
                .addAttributes(number("gen_ai.usage.output_tokens", 40))
                .addAttributes(number("gen_ai.usage.cache_read.input_tokens", 64))
                .addAttributes(number("gen_ai.usage.reasoning.output_tokens", 41)));
        RequestTiming older = record(call(1).addAttributes(number("gen_ai.usage.prompt_tokens", 120))
                .addAttributes(text("gen_ai.usage.completion_tokens", "40")));
        RequestTiming unknown = record(call(1).addAttributes(number("gen_ai.usage.input_tokens", 0))
                .addAttributes(number("gen_ai.usage.output_tokens", 1e12)));

        assertThat(today.getInputTokens()).isEqualTo(120);
        assertThat(today.getOutputTokens()).isEqualTo(40);
        assertThat(today.getCachedInputTokens()).isEqualTo(64);
        assertThat(today.getReasoningTokens()).isNull();
        assertThat(today.getTokenSource()).isEqualTo(TokenSource.USAGE);
        assertThat(older.getInputTokens()).isEqualTo(120);
        assertThat(older.getOutputTokens()).isEqualTo(40);
        assertThat(unknown.getInputTokens()).isNull();
        assertThat(unknown.getOutputTokens()).isNull();
        assertThat(unknown.getTokenSource()).isEqualTo(TokenSource.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "429, RATE_LIMITED, 429",
        "openai.RateLimitError, RATE_LIMITED,",
        "500, HTTP_ERROR, 500",
        "503, HTTP_ERROR, 503",
        "timeout, TIMEOUT,",
        "java.net.http.HttpTimeoutException, TIMEOUT,",
        "asyncio.CancelledError, CANCELLED,",
        "APIConnectionError, CONNECT_ERROR,",
        "_OTHER, UNKNOWN,",
    })
    void failure_isNamedByItsType(String type, Outcome outcome, @Nullable Integer status) {
        RequestTiming record = record(failed(call(1)).addAttributes(text("error.type", type)));

        assertThat(record.getOutcome()).isEqualTo(outcome);
        assertThat(record.getHttpStatus()).isEqualTo(status);
        assertThat(record.getError()).isEqualTo(type);
    }

    @Test
    void sentenceOfAStatus_isNotTaken_forItMayQuoteAPrompt() {
        Span.Builder span = failed(call(1));
        span.getStatusBuilder().setMessage("cannot answer 'my secret'");

        RequestTiming record = record(span.addAttributes(number("http.response.status_code", 400)));

        assertThat(record.getOutcome()).isEqualTo(Outcome.HTTP_ERROR);
        assertThat(record.toString()).doesNotContain("secret");
    }

    @Test
    void finishReasonByWhichTheServerGaveUp_isAFailure() {
        RequestTiming stopped = record(call(1).addAttributes(texts("gen_ai.response.finish_reasons", "stop")));
        RequestTiming gaveUp =
                record(call(1).addAttributes(texts("gen_ai.response.finish_reasons", "stop", "network_error")));

        assertThat(stopped.getOutcome()).isEqualTo(Outcome.OK);
        assertThat(stopped.getFinishReason()).isEqualTo("stop");
        assertThat(gaveUp.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
        assertThat(gaveUp.getError()).contains("network_error");
    }

    @Test
    void timesOutsideOfTheSpan_areLeftOutAndCounted_andTheRestCounts() {
        // Milliseconds where seconds should be, and a token before the first chunk.
        TracedBatch batch = batch(
                call(1).addAttributes(number("gen_ai.response.time_to_first_chunk", 250)),
                call(2).addAttributes(number("gen_ai.response.time_to_first_chunk", 0.5))
                        .addAttributes(number("gen_ai.server.time_to_first_token", 0.4)),
                // The only chunk, timed by another clock than the span.
                call(3).addAttributes(number("gen_ai.response.time_to_first_chunk", 1.5003)));

        assertThat(batch.timings()).hasSize(3);
        assertThat(batch.impossibleStamps()).isEqualTo(2);
        assertThat(batch.timings())
                .extracting(RequestTiming::getFirstChunkNanos, RequestTiming::getFirstTokenNanos)
                .containsExactly(tuple(null, null), tuple(500 * MILLI, null), tuple(1_500 * MILLI, null));
    }

    @Test
    void oneSpan_isTheSameRequestHoweverOftenItComes_andNoOtherIs() {
        TracedBatch batch = batch(call(1), call(1), call(2));

        assertThat(batch.timings().get(0).getRequestId())
                .isEqualTo(batch.timings().get(1).getRequestId())
                .isNotEqualTo(batch.timings().get(2).getRequestId());
    }

    @Test
    void target_isThatOfAConfigurationWhichNamesTheSameServer() {
        RequestTiming span = record(call(1).addAttributes(text("gen_ai.provider.name", "openai")));
        RequestTiming usualPort = record(call(1).addAttributes(text("server.address", "api.openai.com"))
                .addAttributes(number("server.port", 443)));
        RequestTiming named = new TracedRequests(settings("east", "vllm", null), "agent-1")
                .of(request(call(1)))
                .timings()
                .get(0);
        RequestTiming nowhere = new TracedRequests(settings(null, null, null), "agent-1")
                .of(request(call(1).addAttributes(text("server.address", ""))))
                .timings()
                .get(0);

        assertThat(span.getTarget())
                .isEqualTo(TargetSection.of("http://gpu-1:8000", "atlas-8b", null)
                        .toTarget()
                        .slug())
                .isEqualTo("gpu-1-8000-openai-atlas-8b");
        assertThat(usualPort.getTarget()).isEqualTo("api.openai.com-vllm-atlas-8b");
        assertThat(named.getTarget()).isEqualTo("east-vllm-atlas-8b");
        assertThat(named.getTenant()).isEmpty();
        assertThat(nowhere.getTarget()).isEqualTo("vllm-atlas-8b");
        assertThat(nowhere.getCluster()).isEmpty();
    }

    static List<Arguments> spanThatIsNoRequest_isCounted() {
        return List.of(
                Arguments.of("an agent", call(1).addAttributes(text("gen_ai.operation.name", "invoke_agent")), 1, 0),
                Arguments.of("no model at all", Span.newBuilder().setName("GET /"), 1, 0),
                Arguments.of("a server's", call(1).setKind(Span.SpanKind.SPAN_KIND_SERVER), 1, 0),
                Arguments.of("no model's name", call(1).addAttributes(text("gen_ai.request.model", " ")), 0, 1),
                Arguments.of("no trace", call(1).setTraceId(ByteString.EMPTY), 0, 1),
                Arguments.of("no end", call(1).setEndTimeUnixNano(0), 0, 1),
                Arguments.of("from 1970", call(1).setStartTimeUnixNano(5), 0, 1),
                Arguments.of("a long name", call(1).addAttributes(text("gen_ai.request.model", "x".repeat(257))), 0, 1),
                Arguments.of("a broken name", call(1).addAttributes(text("gen_ai.request.model", "a\u0000b")), 0, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void spanThatIsNoRequest_isCounted(String what, Span.Builder span, int others, int invalid) {
        TracedBatch batch = batch(span);

        assertThat(batch).as(what).isEqualTo(new TracedBatch(List.of(), others, invalid, 0));
    }
}
