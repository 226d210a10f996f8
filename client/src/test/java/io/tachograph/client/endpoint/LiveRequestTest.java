package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.client.http.ScriptedServer.Request;
import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every API kind, third part: what a server gets to see. */
class LiveRequestTest {
    private static final String ALL = "io.tachograph.client.endpoint.ApiKinds#all";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Prompt CONVERSATION = new Prompt(
            List.of(
                    new Message(Message.Role.SYSTEM, "Be \"brief\"."),
                    Message.user("Größe?\nIn Zoll."),
                    new Message(Message.Role.ASSISTANT, "🚚"),
                    Message.user("And now?")),
            null,
            17);

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void request_hasPathKeyIdAndLimits_andAsksForTheFormThatIsRead(ApiKind kind) throws Exception {
        for (boolean streamed : new boolean[] {true, false}) {
            try (KindServer server = server(kind)) {
                TargetConfig config = TargetFixture.config(server.url(), kind.api());
                Finished finished = fixture.finish(
                        fixture.target(config),
                        Prompt.of("Hi"),
                        new RequestOptions(streamed, 64, 0.5, 0.75, Duration.ofMinutes(1), Keep.NOTHING));

                Request post = server.post();
                assertThat(post.line()).isEqualTo("POST " + kind.path() + " HTTP/1.1");
                assertThat(post.headers()).containsEntry("content-type", "application/json");
                for (Request request : server.requests()) {
                    assertThat(request.headers().get(kind.keyHeader())).endsWith(TargetFixture.KEY);
                    assertThat(request.headers()).containsEntry("x-request-id", idOf(finished));
                }
                Request last = server.requests().get(server.requests().size() - 1);
                assertThat(last.headers())
                        .containsEntry("accept", streamed ? kind.form().accept() : "application/json");
                // Wherever the kind puts them
                JsonNode body = JSON.readTree(post.body());
                assertThat(post.body()).contains(":64");
                if (!kind.api().equals("echo-lines")) {
                    assertThat(post.body()).contains("\"temperature\":0.5").contains("\"top_p\":0.75");
                }
                if (!kind.isTasks()) {
                    assertThat(body.path("stream").asBoolean()).isEqualTo(streamed);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void conversation_isSentAsItIs_orAsOneText(ApiKind kind) throws Exception {
        try (KindServer server = server(kind)) {
            Target target = fixture.target(TargetFixture.config(server.url(), kind.api()));
            fixture.finish(target, CONVERSATION, RequestOptions.defaults());

            List<String> said = kind.bodyOf().apply(JSON.readTree(server.post().body()));
            if (said.size() == 1) {
                assertThat(said).containsExactly("Be \"brief\".\nGröße?\nIn Zoll.\n🚚\nAnd now?");
            } else {
                assertThat(said)
                        .containsExactly(
                                "system:Be \"brief\".", "user:Größe?\nIn Zoll.", "assistant:🚚", "user:And now?");
            }
            assertThat(server.post().body()).contains(":17").doesNotContain(":64");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void extras_goWithEveryRequest_andWin(ApiKind kind) throws Exception {
        RequestExtras extras = new RequestExtras(
                Map.of("X-Team", "blue", kind.keyHeader(), "other-key", "accept", "text/odd"),
                "{\"temperature\":0.25,\"stream\":\"yes\",\"deep\":{\"a\":[1,null]},\"top_k\":1}");
        try (KindServer server = server(kind)) {
            TargetConfig config = TargetFixture.config(server.url(), kind.api()).withExtras(extras);
            fixture.finish(fixture.target(config), Prompt.of("Hi"), RequestOptions.defaults());

            for (Request request : server.requests()) {
                assertThat(request.headers())
                        .containsEntry("x-team", "blue")
                        .containsEntry(kind.keyHeader(), "other-key")
                        .containsEntry("accept", "text/odd");
            }
            // Jackson would let the last of two fields win, so they are counted, too
            JsonNode body = JSON.readTree(server.post().body());
            assertThat(body.path("temperature").asDouble()).isEqualTo(0.25);
            assertThat(body.path("stream").asText()).isEqualTo("yes");
            assertThat(body.path("deep").toString()).isEqualTo("{\"a\":[1,null]}");
            assertThat(body.path("top_k").asInt()).isEqualTo(1);
            assertThat(server.post().body().split("\"stream\"", -1)).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void fieldThatIsLeftOut_isNotSent_whateverItIs(ApiKind kind) throws Exception {
        JsonNode whole = body(kind, RequestExtras.NONE);
        for (String field :
                List.copyOf(whole.properties()).stream().map(Map.Entry::getKey).toList()) {
            JsonNode body = body(kind, new RequestExtras(Map.of(), "{}", Set.of(field)));

            ObjectNode expected = whole.deepCopy();
            expected.remove(field);
            assertThat(body).as(field).isEqualTo(expected);
        }
    }

    private JsonNode body(ApiKind kind, RequestExtras extras) throws Exception {
        try (KindServer server = server(kind)) {
            TargetConfig config = TargetFixture.config(server.url(), kind.api()).withExtras(extras);
            fixture.finish(fixture.target(config), Prompt.of("Hi"), RequestOptions.defaults());
            return JSON.readTree(server.post().body());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void maxCompletionTokens_takesThePlaceOfMaxTokens(ApiKind kind) throws Exception {
        RequestExtras extras = new RequestExtras(Map.of(), "{\"max_completion_tokens\":99}");
        try (KindServer server = server(kind)) {
            TargetConfig config = TargetFixture.config(server.url(), kind.api()).withExtras(extras);
            fixture.finish(fixture.target(config), Prompt.of("Hi"), RequestOptions.defaults());

            String body = server.post().body();
            assertThat(body).contains("\"max_completion_tokens\":99");
            if (kind.streams().get(0).text().contains("\"choices\"")) {
                assertThat(body).doesNotContain("\"max_tokens\"");
            }
        }
    }

    private static KindServer server(ApiKind kind) throws Exception {
        return KindServer.start(kind, (request, wire) -> {
            if ("application/json".equals(request.headers().get("accept"))) {
                wire.send(
                        "200 OK",
                        "Content-Type: application/json\r\n",
                        kind.whole().text());
            } else {
                KindServer.beginStream(kind, wire);
                wire.chunk(kind.streams().get(0).text());
                wire.endStream();
            }
        });
    }

    private static String idOf(Finished finished) {
        ByteBuffer bytes = ByteBuffer.wrap(finished.record().getRequestId().bytes());
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
