package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.http.ScriptedServer;
import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String HEADER = "gateway-secret-77";

    private static final class RecordingAppender extends AbstractAppender {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        RecordingAppender() {
            super("recording", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage() + event.getThrown());
        }
    }

    @Test
    void keyAndPrompt_areInNoRecordAndNoLog_evenAtTheFinestLevel() throws Exception {
        LoggerContext context = LoggerContext.getContext(false);
        RecordingAppender log = new RecordingAppender();
        log.start();
        context.getConfiguration().getRootLogger().addAppender(log, Level.ALL, null);
        context.getConfiguration().getRootLogger().setLevel(Level.ALL);
        context.updateLoggers();
        try (TargetFixture fixture = new TargetFixture();
                ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    // A server that sends back all it was sent.
                    wire.send("400 " + request.headers().get("authorization"), "", request + "");
                })) {
            TargetConfig config =
                    TargetFixture.config(server.url()).withExtras(new RequestExtras(Map.of("X-Gateway", HEADER), "{}"));
            RequestTiming record = fixture.ask(fixture.target(config), RequestOptions.defaults());

            // A listener that fails is logged, too
            CompletableFuture<RequestTiming> heard = new CompletableFuture<>();
            Target target = fixture.target(config);
            Attempt unused = target.send(fixture.request(RequestOptions.defaults(), System.nanoTime()), finished -> {
                RequestTiming timing = finished.record();
                heard.complete(timing);
                throw new IllegalStateException("planted");
            });
            heard.get(20, TimeUnit.SECONDS);

            assertThat(record.toString())
                    .doesNotContain(TargetFixture.KEY)
                    .doesNotContain(HEADER)
                    .doesNotContain("history of the tacho");
        } finally {
            context.getConfiguration().getRootLogger().removeAppender("recording");
            context.getConfiguration().getRootLogger().setLevel(Level.WARN);
            context.updateLoggers();
        }
        assertThat(log.lines).anyMatch(line -> line.contains("planted"));
        assertThat(log.lines)
                .noneMatch(line -> line.contains(TargetFixture.KEY)
                        || line.contains(HEADER)
                        || line.contains("history of the tacho"));
    }
}
