package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.http.HttpEndpoint;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineVersionTest {
    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void versionThatTheTargetTells_isInEveryRecord_andAskedForOnceWithoutTheKey() throws Exception {
        try (ScriptedServer server = versioned("200 OK", "{\"version\":\"0.30.0\"}")) {
            Target target = fixture.target(TargetFixture.config(server.url()));

            RequestTiming first = fixture.ask(target, RequestOptions.defaults());
            RequestTiming second = fixture.ask(target, RequestOptions.defaults());

            assertThat(first.getEngineVersion()).isEqualTo("0.30.0");
            assertThat(second.getEngineVersion()).isEqualTo("0.30.0");
            assertThat(server.requests().stream()
                            .filter(request -> request.path().equals("/version")))
                    .hasSize(1)
                    .allMatch(request -> !request.headers().containsKey("authorization"));
        }
    }

    @Test
    void targetThatTellsNone_hasNone() throws Exception {
        for (String answer : new String[] {"<html>", "{\"version\":7}", "{}", ""}) {
            try (ScriptedServer server = versioned("200 OK", answer)) {
                assertThat(fixture.ask(server.url()).getEngineVersion()).isNull();
            }
        }
        try (ScriptedServer server = versioned("401 No", "{\"version\":\"0.30.0\"}")) {
            assertThat(fixture.ask(server.url()).getEngineVersion()).isNull();
        }
    }

    @Test
    void refusalForNow_leavesWhatWasKnown_andOnlyTheLackOfTheResourceClearsIt() throws Exception {
        AtomicInteger status = new AtomicInteger(200);
        try (ScriptedServer server = ScriptedServer.start(
                        (request, wire) -> wire.send(status + " So", "", "{\"version\":\"0.30.0\"}"))
                .withVersion()) {
            EngineVersion version =
                    new EngineVersion(fixture.client, HttpEndpoint.of(server.url()), "/version", Duration.ZERO);
            version.refresh();
            version.observed().get(20, TimeUnit.SECONDS);

            for (int refusal : List.of(401, 403, 408, 429, 503)) {
                status.set(refusal);
                int before = server.requests().size();
                version.refresh();
                Awaitility.await().until(() -> server.requests().size() > before);
                assertThat(version.known()).isEqualTo("0.30.0");
            }
            status.set(404);
            version.refresh();
            Awaitility.await().until(() -> version.known() == null);
        }
    }

    private static ScriptedServer versioned(String status, String version) throws IOException {
        return ScriptedServer.start((request, wire) -> {
                    if (request.path().equals("/version")) {
                        wire.send(status, "", version);
                    } else {
                        wire.beginStream();
                        wire.chunk(StreamedAnswerTest.token("x") + "data: [DONE]\n\n");
                        wire.endStream();
                    }
                })
                .withVersion();
    }
}
