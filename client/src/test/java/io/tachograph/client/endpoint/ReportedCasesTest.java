package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.tachograph.client.clock.WallClock;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.TokenSource;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shapes from public bug reports of load clients, byte by byte. What must be found was read from the bytes and their waits
 * by a person: the role at 0, the first token at 50 ms, then one every 20 ms unless the file says otherwise.
 */
class ReportedCasesTest {
    private static final long MILLI = 1_000_000;

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** The file without its ending, and a piece of the sentence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "01-llamacpp-error-field-llerr0|prompt too long for this server|0",
                "01-llamacpp-error-field-llerrmid|prompt too long for this server|3",
                "01-llamacpp-error-field-llerrmid_nodone|prompt too long for this server|3",
                "02-raw-json-error-without-data-e_html|502 Bad Gateway|3",
                "02-raw-json-error-without-data-e_http|HTTP/1.1 500 Internal Server Error|3",
                "02-raw-json-error-without-data-e_plain|Internal Server Error|3",
                "02-raw-json-error-without-data-econnreset|upstream error: read ECONNRESET|3",
                "02-raw-json-error-without-data-rawerr0|prompt too long for this server|0",
                "02-raw-json-error-without-data-rawerr0nl|prompt too long for this server|0",
                "02-raw-json-error-without-data-rawerrmid|backend died|3",
                "04-error-shapes-own-e_empty_obj|{\"error\":{}}|3",
                "04-error-shapes-own-e_errcap|boom|3",
                "04-error-shapes-own-e_errormsg|boom|3",
                "04-error-shapes-own-e_evdetail|boom|3",
                "04-error-shapes-own-e_evname|boom|3",
                "04-error-shapes-own-e_list|boom|3",
                "04-error-shapes-own-e_msgobj|boom|3",
                "04-error-shapes-own-e_nested|boom|3",
                "04-error-shapes-own-e_num|504|3",
                "04-error-shapes-own-e_status|boom|3",
                "04-error-shapes-own-e_true|{\"error\":true}|3",
                "04-error-shapes-own-e_type|boom|3",
                "04-error-shapes-own-err_code|rate limit reached|2",
                "04-error-shapes-own-err_detail|Internal Server Error|2",
                "04-error-shapes-own-err_errors|no capacity|2",
                "04-error-shapes-own-err_quote|decode worker 503|2",
                "04-error-shapes-own-err_success|upstream failed|2",
                "04-error-shapes-own-err_text|error: out of memory|2",
                "05-finish-reason-of-failure-fin_network|'network_error'|2",
                "05-finish-reason-of-failure-fin_timeout|'timeout'|2",
                "27-ollama-done-reason-load-empty_stop|nothing was generated|0",
                "27-ollama-done-reason-load-ol_load|'load'|0"
            })
    void answerThatDied_isAStreamErrorWithTheServersSentence(String name, String sentence, int chunks)
            throws Exception {
        for (RequestTiming record : new RequestTiming[] {read(name), ask(name)}) {
            assertThat(record.getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(record.getError()).contains(sentence);
            assertThat(record.getContentChunks()).isEqualTo(chunks);
        }
        assertThat(read(name).getFirstTokenNanos()).isEqualTo(chunks == 0 ? null : 50 * MILLI);
    }

    /** The file; content chunks; first token, first output token and last token in ms. */
    @ParameterizedTest
    @CsvSource({
        "04-error-shapes-own-e_nothing,3,50,50,90",
        "06-magistral-thinking-parts-magistral,15,50,250,330",
        "06-magistral-thinking-parts-p_audio,15,50,50,330",
        "06-magistral-thinking-parts-p_blocks,15,50,250,330",
        "06-magistral-thinking-parts-p_both,15,50,250,330",
        "06-magistral-thinking-parts-p_notype,15,50,50,330",
        "06-magistral-thinking-parts-p_obj,15,50,50,330",
        "06-magistral-thinking-parts-p_outtext,15,50,50,330",
        "06-magistral-thinking-parts-p_robj,15,50,250,330",
        "06-magistral-thinking-parts-p_rtext,15,50,250,330",
        "06-magistral-thinking-parts-p_rtextfield,15,50,250,330",
        "06-magistral-thinking-parts-p_strlist,15,50,50,330",
        "06-magistral-thinking-parts-p_thinking,15,50,250,330",
        "06-magistral-thinking-parts-p_thstr,15,50,250,330",
        "07-databricks-typed-parts-databricks,10,50,170,230",
        "11-usage-of-zeros-slowok,5,50,50,1650",
        "12-last-event-without-blank-line-fr_single,5,50,50,130",
        "12-last-event-without-blank-line-tail_done1,5,50,50,130",
        "12-last-event-without-blank-line-tail_finish,5,50,50,130",
        "12-last-event-without-blank-line-tail_finish0,5,50,50,130",
        "12-last-event-without-blank-line-tail_onlydone,5,50,50,130",
        "13-sse-under-other-content-type-ct_json,5,50,50,130",
        "13-sse-under-other-content-type-ct_ndjson,5,50,50,130",
        "13-sse-under-other-content-type-ct_none,5,50,50,130",
        "13-sse-under-other-content-type-ct_octet,5,50,50,130",
        "13-sse-under-other-content-type-ct_plain,5,50,50,130",
        "13-sse-under-other-content-type-ct_upper,5,50,50,130",
        "13-sse-under-other-content-type-ol_ctnone,5,50,50,130",
        "13-sse-under-other-content-type-ol_ctplain,5,50,50,130",
        "13-sse-under-other-content-type-ol_json,5,50,50,130",
        "13-sse-under-other-content-type-ol_sse,5,50,50,130",
        "14-stream_options-cannot-be-left-out-nostreamopt,5,50,50,130",
        "20-compressed-though-not-asked-gz,5,50,50,50",
        "28-content-length-and-chunked-h_lf,5,50,50,50"
    })
    void goodAnswer_isOkWithTheStampsOfItsTokens(
            String name, int chunks, long firstMillis, long outputMillis, long lastMillis) throws Exception {
        RequestTiming record = read(name);

        assertThat(record.getOutcome()).as(record.getError()).isEqualTo(Outcome.OK);
        assertThat(record.getContentChunks()).isEqualTo(chunks);
        assertThat(record.getFirstTokenNanos()).isEqualTo(firstMillis * MILLI);
        assertThat(record.getFirstOutputTokenNanos()).isEqualTo(outputMillis * MILLI);
        assertThat(record.getLastTokenNanos()).isEqualTo(lastMillis * MILLI);
        assertThat(record.getChunkGaps().getSumNanos()).isEqualTo((lastMillis - firstMillis) * MILLI);
        RequestTiming live = ask(name);
        assertThat(live.getOutcome()).as(live.getError()).isEqualTo(Outcome.OK);
        assertThat(live.getContentChunks()).isEqualTo(chunks);
    }

    /** The file; tokens of the input, cached ones, of the output, and where these are from. */
    @ParameterizedTest
    @CsvSource({
        "06-magistral-thinking-parts-magistral,7,,15,USAGE",
        "07-databricks-typed-parts-databricks,7,,10,USAGE",
        "09-usage-in-choices-moonshot-moonshot,19,16,13,USAGE",
        "10-usage-in-x_groq-groq,23,,19,USAGE",
        "10-usage-in-x_groq-u_exp,7,,15,USAGE",
        "10-usage-in-x_groq-u_inout,7,,15,USAGE",
        "10-usage-in-x_groq-u_total,7,,15,USAGE",
        "10-usage-in-x_groq-usage_float,7,,15,USAGE",
        "10-usage-in-x_groq-usage_str,7,,15,USAGE",
        "11-usage-of-zeros-slowok,7,,5,USAGE",
        "11-usage-of-zeros-slowone,7,,5,CHUNKS",
        "11-usage-of-zeros-u_one,7,,5,CHUNKS",
        "11-usage-of-zeros-zero_after,7,,5,USAGE",
        "11-usage-of-zeros-zero_only,,,5,CHUNKS",
        "12-last-event-without-blank-line-fr_afterdone,7,,10,USAGE",
        "12-last-event-without-blank-line-fr_single,7,,5,USAGE",
        "12-last-event-without-blank-line-tail_done1,7,,5,USAGE",
        "12-last-event-without-blank-line-tail_onlydone,,,5,CHUNKS",
        "12-last-event-without-blank-line-tail_usage,7,,10,USAGE",
        "13-sse-under-other-content-type-ct_json,7,,5,USAGE",
        "13-sse-under-other-content-type-ol_json,7,,5,USAGE",
        "14-stream_options-cannot-be-left-out-nostreamopt,7,,5,USAGE",
        "20-compressed-though-not-asked-gz,7,,5,USAGE",
        "28-content-length-and-chunked-h_lf,7,,5,USAGE"
    })
    void tokens_areThoseThatTheServerTruthfullyTold(
            String name, @Nullable Long input, @Nullable Long cached, Long output, TokenSource source)
            throws Exception {
        for (RequestTiming record : new RequestTiming[] {read(name), ask(name)}) {
            assertThat(record.getOutcome()).as(record.getError()).isEqualTo(Outcome.OK);
            assertThat(record.getInputTokens()).isEqualTo(input);
            assertThat(record.getCachedInputTokens()).isEqualTo(cached);
            assertThat(record.getOutputTokens()).isEqualTo(output);
            assertThat(record.getTokenSource()).isEqualTo(source);
        }
    }

    /** To every API kind the same: what is refused has not come to its form yet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "19-sentence-of-422-lost-h_422|HTTP_ERROR|"
                        + "HTTP 422: Extra inputs are not permitted (body.stream_options)",
                "19-sentence-of-422-lost-h_errlist|HTTP_ERROR|HTTP 400: a; b",
                "19-sentence-of-422-lost-h_mistral422|HTTP_ERROR|"
                        + "HTTP 422: Extra inputs are not permitted (body.stream_options)",
                "19-sentence-of-422-lost-ns_err200|STREAM_ERROR|"
                        + "the answer is an error in spite of its HTTP status: rate limit reached",
                "20-compressed-though-not-asked-gz_err|HTTP_ERROR|HTTP 404: model not found",
                "28-content-length-and-chunked-h_clte|PROTOCOL_ERROR|the answer is not HTTP/1.1 within its limits: its"
                        + " head says both Content-Length and Transfer-Encoding: chunked"
            })
    void answerThatIsNone_tellsWhatTheServerSaid(String name, Outcome outcome, String sentence) throws Exception {
        for (ApiKind kind : ApiKinds.all().toList()) {
            if (kind.api().equals("echo-lines") && name.contains("-ns_")) {
                // It takes whatever it can read for a part of its answer.
                continue;
            }
            RequestTiming record = ask(name, kind.api(), RequestExtras.NONE);
            assertThat(record.getOutcome()).as(kind.api()).isEqualTo(outcome);
            assertThat(record.getError()).as(kind.api()).isEqualTo(sentence);
        }
    }

    @Test
    void wholeAnswerUnderAnotherContentType_isRead() throws Exception {
        RequestTiming record = ask("13-sse-under-other-content-type-ns_plain");

        assertThat(record.getOutcome()).as(record.getError()).isEqualTo(Outcome.OK);
        assertThat(record.getInputTokens()).isEqualTo(7);
        assertThat(record.getOutputTokens()).isEqualTo(3);
    }

    @Test
    void serverThatTakesNoStreamOptions_isMeasuredWithoutThem() throws Exception {
        String name = "14-stream_options-cannot-be-left-out-nostreamopt";
        RequestExtras without = new RequestExtras(Map.of(), "{}", Set.of("stream_options"));

        RequestTiming measured = ask(name, "openai-chat", without);
        assertThat(measured.getOutcome()).as(measured.getError()).isEqualTo(Outcome.OK);
        assertThat(measured.getOutputTokens()).isEqualTo(5);
        assertThat(ask(name, "openai-chat", RequestExtras.NONE).getError())
                .isEqualTo("HTTP 422: Extra inputs are not permitted (body.stream_options)");
    }

    private static String api(String name) {
        return name.contains("-ol_") ? "ollama-chat" : "openai-chat";
    }

    /** Read without a server, each part at the instant that its waits add up to. */
    private static RequestTiming read(String name) {
        WireRecording recording = recording(name);
        TargetConfig config = TargetFixture.config(URI.create("http://localhost"), api(name));
        WireProtocol protocol = new Adapters().named(config).open(config, null);
        PromptRequest request = new PromptRequest(
                new UUID(1, 2),
                1,
                Prompt.of(TargetFixture.PROMPT),
                RequestOptions.defaults(),
                0,
                new Provenance(Origin.LOAD, "agent-1", null));
        AttemptMeasurements timer = new AttemptMeasurements(0, Keep.NOTHING);
        timer.sent(0);
        return new TimingRecordWriter(config, protocol.chunksAreTokens(), WallClock.ofProcess())
                .of(request, null, timer, outcome(recording, protocol.post(request), timer), 200, null, 9_000 * MILLI);
    }

    private static AttemptOutcome outcome(WireRecording recording, ApiCall call, AttemptMeasurements timer) {
        try (AnswerReader reader = AnswerReader.of(recording.status(), recording.headers(), call, timer)) {
            for (WireRecording.Part part : recording.body()) {
                reader.read(Unpooled.wrappedBuffer(part.bytes()), part.atMillis() * MILLI);
            }
            reader.end();
            return AttemptOutcome.OK;
        } catch (AnswerException e) {
            return AttemptOutcome.of(e);
        }
    }

    private RequestTiming ask(String name) throws Exception {
        return ask(name, api(name), new RequestExtras(Map.of(), "{}", Set.of("stream_options")));
    }

    /**
     * From a server that sends the very bytes, and in case 14 takes no {@code stream_options}; what it waits is left out,
     * since a busy machine waits as it likes.
     */
    private RequestTiming ask(String name, String api, RequestExtras extras) throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            boolean refused = name.startsWith("14-") && request.body().contains("stream_options");
            for (WireRecording.Part part :
                    recording(refused ? "19-sentence-of-422-lost-h_422" : name).wire()) {
                wire.send(part.bytes());
            }
        })) {
            return fixture.ask(
                    fixture.target(TargetFixture.config(server.url(), api).withExtras(extras)),
                    RequestOptions.defaults().withStreamed(!name.contains("-ns_")));
        }
    }

    private static WireRecording recording(String name) {
        return WireRecording.of("/cases/" + name + ".http");
    }
}
