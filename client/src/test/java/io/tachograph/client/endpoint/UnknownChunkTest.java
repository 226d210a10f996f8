package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.endpoint.ChunkFinding.Kind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownChunkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping",
                "PONG",
                "keep-alive",
                "heartbeat: 17",
                "null",
                "[DONE]",
                "{}",
                "{\"type\":\"ping\"}",
                "{\"event\":\"keepalive\"}",
                "{\"heartbeat\":1}",
                "{\"choices\":[],\"prompt_filter_results\":[{\"content_filter_results\":{\"error\":{\"code\":\"x\"}}}]}",
                "{\"object\":\"chat.completion.chunk\",\"id\":\"\"}"
            })
    void heartbeats_andChunksThatSayNothing_areHarmless(String text) {
        assertThat(of(null, text).kind()).isEqualTo(Kind.HARMLESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boom",
                "17",
                "{\"message\":\"boom\"}",
                "{\"code\":0,\"msg\":\"ok\"}",
                "{\"error\":null,\"errors\":[],\"error_code\":0,\"x\":1}",
                "{\"success\":true,\"status\":200}",
                "{\"status\":\"processing\"}",
                "[1]",
                // Numbers that are no status, and more about something.
                "prefill 512 of 4096 tokens",
                "450 tokens left",
                "queue position 503",
                "{\"type\":\"progress\",\"tokens\":503}",
                "{\"type\":\"metadata\",\"details\":{\"queue\":450}}",
                "{\"details\":\"cold start\"}",
                "{\"detail\":{\"queue\":3}}",
                "{\"code\":20000,\"message\":\"success\"}",
                "{\"code\":202,\"message\":\"queued\"}"
            })
    void whatHasNoSignOfAnError_isUnknown_butAnErrorInAnEventOfThatName(String text) {
        assertThat(of(null, text).kind()).isEqualTo(Kind.UNKNOWN);
        for (String name : new String[] {"error", "failed", "stream_error", "Exception"}) {
            assertThat(of(name, text).kind()).isEqualTo(Kind.ERROR);
        }
        assertThat(of("ping", text).kind()).isEqualTo(Kind.HARMLESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "503",
                "404 Not Found",
                "HTTP 503",
                "status code: 502",
                "status=504",
                "worker died with code 500",
                "{\"status\":503}",
                "{\"code\":\"429\"}",
                "{\"detail\":\"boom\"}",
                "{\"detail\":{\"reason\":\"quota\"}}",
                "{\"detail\":[{\"msg\":\"boom\"}]}",
                "{\"details\":{\"error\":\"boom\"}}",
                "{\"code\":1302,\"msg\":\"boom\"}",
                "{\"code\":\"InvalidParameter\",\"message\":\"boom\"}",
                "<html><body>503</body></html>"
            })
    void statusAndComplaint_areErrors(String text) {
        assertThat(of(null, text).kind()).isEqualTo(Kind.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[", "[7", "{\"choices\":[{\"delta\":{\"content\":\"an error", "\"x"})
    void jsonThatIsNone_isBroken_whateverItHolds(String text) {
        assertThat(of(null, text).kind()).isEqualTo(Kind.BROKEN);
    }

    private static ChunkFinding of(@Nullable String event, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return UnknownChunk.of(event, bytes, 0, bytes.length, new Chunk(null));
    }
}
