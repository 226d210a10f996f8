package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Good answers in a dress that nobody asked for: under another content type, or compressed. */
class ForeignAnswerTest {
    private static final List<String> TYPES = List.of(
            "",
            "application/json",
            "application/x-ndjson",
            "text/event-stream",
            "Text/Event-Stream;charset=UTF-8",
            "text/plain; charset=utf-8",
            "text/html",
            "application/octet-stream");

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    static Stream<ApiKind> kinds() {
        return ApiKinds.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void answerUnderAnyContentType_isWhatItsBytesAre(ApiKind kind) throws Exception {
        for (String type : TYPES) {
            String head = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
            String stream = kind.streams().get(0).text();
            String whole = kind.whole().text();

            assertThat(ask(kind, true, head, stream.getBytes(StandardCharsets.UTF_8)))
                    .as(type)
                    .satisfies(record -> holds(record, kind.streams().get(0).facts()));
            assertThat(ask(kind, false, head, whole.getBytes(StandardCharsets.UTF_8)))
                    .as(type)
                    .satisfies(record -> holds(record, kind.whole().facts()));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void compressedAnswer_isReadAsWhatWasCompressed(ApiKind kind) throws Exception {
        for (Compression compression : Compression.values()) {
            String head = "Content-Encoding: " + compression.encoding + "\r\n";
            byte[] stream = compression.of(kind.streams().get(0).text());
            byte[] whole = compression.of(kind.whole().text());

            assertThat(ask(kind, true, head, stream))
                    .satisfies(record -> holds(record, kind.streams().get(0).facts()));
            assertThat(ask(kind, false, head, whole))
                    .satisfies(record -> holds(record, kind.whole().facts()));
            assertThat(ask(kind, true, head, Compression.cut(stream)).getOutcome())
                    .isEqualTo(Outcome.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void compressedError_tellsItsSentence_orTheCompressionThatNobodyHereUndoes(ApiKind kind) throws Exception {
        byte[] body = kind.errorBody().getBytes(StandardCharsets.UTF_8);
        for (Compression compression : Compression.values()) {
            byte[] compressed = compression.of(kind.errorBody());
            try (KindServer server =
                    answering(kind, "404 No", "Content-Encoding: " + compression.encoding + "\r\n", compressed)) {
                assertThat(ask(server, true).getError()).isEqualTo("HTTP 404: the model is unknown");
            }
        }
        try (KindServer server = answering(kind, "404 No", "Content-Encoding: BR\r\n", body)) {
            assertThat(ask(server, true).getError())
                    .isEqualTo("HTTP 404: the answer is compressed (br), which was not asked for");
        }
    }

    @Test
    void partsThatNobodyKnows_areNoted_whereTheAnswerEndsWell() throws Exception {
        try (KindServer server = KindServer.start(chat(), (request, wire) -> {
            KindServer.beginStream(chat(), wire);
            wire.chunk("data: {\"what\":\"is this\"}\n\n");
            wire.chunk(chat().streams().get(0).text());
            wire.endStream();
        })) {
            Target target = fixture.target(TargetFixture.config(server.url(), server.api()));

            assertThat(fixture.ask(target, RequestOptions.defaults()).getOutcome())
                    .isEqualTo(Outcome.OK);
            assertThat(target.notes())
                    .containsExactly("1 answers held parts that are neither chunks of the API nor errors");
        }
    }

    @Test
    void oddAnswersThatWereMeasured_areNotedWithTheirNumber() throws Exception {
        byte[] stream = Compression.GZIP.of(chat().streams().get(0).text());
        String head = "Content-Encoding: gzip\r\nContent-Type: Application/JSON; charset=utf-8\r\n";
        try (KindServer server = answering(chat(), "200 OK", head, stream)) {
            Target target = fixture.target(TargetFixture.config(server.url(), server.api()));
            for (int i = 0; i < 3; i++) {
                fixture.ask(target, RequestOptions.defaults());
            }

            assertThat(target.notes())
                    .containsExactly(
                            "3 answers came compressed (gzip), which was not asked for: their times are those of"
                                    + " its pieces; answers came as application/json, not as text/event-stream");
        }
        try (KindServer server = KindServer.start(chat(), (request, wire) -> {
            KindServer.beginStream(chat(), wire);
            wire.chunk(chat().streams().get(0).text());
            wire.endStream();
        })) {
            Target target = fixture.target(TargetFixture.config(server.url(), server.api()));
            fixture.ask(target, RequestOptions.defaults());

            assertThat(target.notes()).isEmpty();
        }
    }

    @Test
    void compressionThatNobodyHereUndoes_isNamed() throws Exception {
        RequestTiming record = ask(chat(), true, "Content-Encoding: zstd\r\n", new byte[] {1, 2, 3});

        assertThat(record.getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
        assertThat(record.getError()).isEqualTo("the answer is compressed (zstd), which was not asked for");
    }

    @Test
    void bytesThatAreNotCompressedAsTheySay_areNamed() throws Exception {
        byte[] plain = chat().streams().get(0).text().getBytes(StandardCharsets.UTF_8);
        RequestTiming record = ask(chat(), true, "Content-Encoding: gzip\r\n", plain);

        assertThat(record.getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
        assertThat(record.getError()).isEqualTo("the answer is compressed (gzip) and cannot be decompressed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai-chat | true  | application/x-ndjson | {\"a\":1} | "
                        + "a stream of JSON lines came, though one of events was asked for",
                "openai-chat | true  | application/json | {\"code\":1302,\"msg\":\"rate limit reached\"} | "
                        + "a stream was asked for, and one JSON object came: rate limit reached",
                "openai-chat | true  | text/plain | upstream gone | "
                        + "the answer is neither JSON nor a stream of events or JSON lines: upstream gone",
                "openai-chat | false | text/plain | data: {} | a stream of events came, though none was asked for",
                "openai-chat | true  | application/json | <html>x</html> | "
                        + "an HTML page came instead of an answer; is the URL the base URL of an API?: x",
                "ollama-chat | true  | text/event-stream | data: {} | "
                        + "a stream of events came, though one of JSON lines was asked for",
                "ollama-chat | true  | application/json | {\"message\":{\"content\":\"Hi\"},\"done\":true} | "
                        + "a stream was asked for, and one JSON object came",
                "ollama-chat | true  | application/json | `{\n \"error\":\n \"no such model\"}` | "
                        + "a stream was asked for, and one JSON object came: no such model",
            })
    void whatIsNotWhatWasAskedFor_isNamedByItsBytes(
            String api, boolean streamed, String type, String body, String sentence) throws Exception {
        RequestTiming record = ask(
                ApiKinds.all()
                        .filter(kind -> kind.api().equals(api))
                        .findFirst()
                        .orElseThrow(),
                streamed,
                "Content-Type: " + type + "\r\n",
                body.getBytes(StandardCharsets.UTF_8));

        assertThat(record.getOutcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
        assertThat(record.getError()).isEqualTo(sentence);
    }

    @Test
    void beginningInPieces_isEnough() throws Exception {
        String stream = "\n: hello\n\n" + chat().streams().get(0).text();
        try (KindServer server = KindServer.start(chat(), (request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < stream.length(); i++) {
                wire.chunk(stream.substring(i, i + 1));
            }
            wire.endStream();
        })) {
            holds(ask(server, true), chat().streams().get(0).facts());
        }
    }

    private static void holds(RequestTiming record, ApiKind.Facts facts) {
        assertThat(record.getError()).isNull();
        assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
        assertThat(record.getContentChunks()).isEqualTo(facts.chunks());
        assertThat(Objects.requireNonNullElse(record.getFinishReason(), "")).isEqualTo(facts.finishReason());
        if (facts.chunks() > 0) {
            assertThat(record.getFirstTokenNanos()).isNotNull();
        }
    }

    private static ApiKind chat() {
        return ApiKinds.all().findFirst().orElseThrow();
    }

    private RequestTiming ask(ApiKind kind, boolean streamed, String head, byte[] body) throws Exception {
        try (KindServer server = KindServer.start(kind, whole("200 OK", head, body))) {
            return ask(server, streamed);
        }
    }

    private RequestTiming ask(KindServer server, boolean streamed) throws Exception {
        return fixture.ask(
                fixture.target(TargetFixture.config(server.url(), server.api())),
                RequestOptions.defaults().withStreamed(streamed));
    }

    private static KindServer answering(ApiKind kind, String status, String head, byte[] body) throws IOException {
        return KindServer.start(kind, whole(status, head, body));
    }

    private static ScriptedServer.Script whole(String status, String head, byte[] body) {
        return (request, wire) -> {
            wire.send("HTTP/1.1 " + status + "\r\n" + head + "Content-Length: " + body.length + "\r\n\r\n");
            wire.send(body);
        };
    }

    private enum Compression {
        GZIP("gzip"),
        X_GZIP("X-Gzip"),
        ZLIB("deflate"),
        RAW("deflate");

        private final String encoding;

        Compression(String encoding) {
            this.encoding = encoding;
        }

        byte[] of(String text) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = over(bytes)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return bytes.toByteArray();
        }

        private OutputStream over(OutputStream bytes) throws IOException {
            return switch (this) {
                case GZIP, X_GZIP -> new GZIPOutputStream(bytes);
                case ZLIB -> new DeflaterOutputStream(bytes);
                case RAW -> new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
            };
        }

        /** Half of it, in good order as far as HTTP can tell. */
        static byte[] cut(byte[] compressed) {
            return Arrays.copyOf(compressed, compressed.length / 2);
        }
    }
}
