package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateways that start a model on demand answer 202 at first: no answer, and no broken one either. */
class AcceptedAnswerTest {
    private static final String SAID = "HTTP 202, the target accepted the request and did not answer it";

    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json  | {\"message\":\"model is starting\"}    | : model is starting",
                "application/json  | {\"status\":\"queued\",\"job\":7}      | : {\"status\":\"queued\",\"job\":7}",
                "text/plain        | queued                              | : queued",
                "text/event-stream | {\"status\":\"queued\"}             | : {\"status\":\"queued\"}",
                "text/event-stream | ''                                  | ''",
                "                  | Starting. Come again.               | : Starting. Come again.",
                "text/html         | <html>soon</html>                   | : soon",
            })
    void accepted_isAnHttpErrorWithTheGatewaysWords(String type, String body, String words) throws Exception {
        String head = type == null ? "" : "Content-Type: " + type + "\r\n";
        for (boolean streamed : new boolean[] {true, false}) {
            try (ScriptedServer server =
                    ScriptedServer.start((request, wire) -> wire.send("202 Accepted", head, body))) {
                RequestTiming record =
                        fixture.ask(server.url(), RequestOptions.defaults().withStreamed(streamed));

                assertThat(record.getOutcome()).as(record.toString()).isEqualTo(Outcome.HTTP_ERROR);
                assertThat(record.getHttpStatus()).isEqualTo(202);
                assertThat(record.getError()).isEqualTo(SAID + words);
                assertThat(record.getFirstChunkNanos()).isNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: {\"error\":{\"message\":\"no such model\"}}   | no such model",
                "event: error*data: {\"detail\":\"no such model\"}    | no such model",
                "error: {\"message\":\"no such model\"}             | no such model",
                "event: error*data: no such model                   | no such model",
                ": hello**data: {\"error\":\"no such model\"}**data: [DONE] | no such model"
            })
    void acceptedStreamOfAnError_tellsItsSentence(String body, String words) throws Exception {
        for (String end : new String[] {"", "\n\n"}) {
            String stream = body.replace('*', '\n') + end;
            try (ScriptedServer server = ScriptedServer.start(
                    (request, wire) -> wire.send("202 Accepted", "Content-Type: text/event-stream\r\n", stream))) {
                RequestTiming record = fixture.ask(server.url());

                assertThat(record.getOutcome()).isEqualTo(Outcome.HTTP_ERROR);
                assertThat(record.getError()).isEqualTo(SAID + ": " + words);
            }
        }
    }

    @Test
    void firstLine_isEnough() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                (request, wire) -> wire.send("202 Accepted", "", "queued, place 3\nsee https://help/queue\n"))) {
            assertThat(fixture.ask(server.url()).getError()).isEqualTo(SAID + ": queued, place 3");
        }
    }

    @Test
    void wholeAnswerOfStatus202_isAnAnswer() throws Exception {
        String stream = StreamedAnswerTest.token("Hi")
                + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("202 Accepted", "", stream))) {
            assertThat(fixture.ask(server.url()).getOutcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void streamThatBreaksOff_isAStreamErrorAsWithAnyStatus() throws Exception {
        String stream = StreamedAnswerTest.token("Hi");
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("202 Accepted", "", stream))) {
            assertThat(fixture.ask(server.url()).getOutcome()).isEqualTo(Outcome.STREAM_ERROR);
        }
    }

    @Test
    void tasks_mayBeAcceptedWith202() throws Exception {
        String pending = "{\"task_id\":\"7\",\"status\":\"pending\"}";
        String done = "{\"task_id\":\"7\",\"status\":\"completed\",\"result\":\"Hi\"}";
        try (ScriptedServer server = ScriptedServer.start(
                (request, wire) -> wire.send("202 Accepted", "", request.line().startsWith("POST") ? pending : done))) {
            Target target = fixture.target(TargetFixture.config(server.url(), "tachograph-tasks"));

            RequestTiming record = fixture.ask(target, RequestOptions.defaults().withStreamed(false));

            assertThat(record.getOutcome()).as(record.toString()).isEqualTo(Outcome.OK);
        }
    }
}
