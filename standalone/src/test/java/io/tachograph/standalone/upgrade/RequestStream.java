package io.tachograph.standalone.upgrade;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.standalone.truth.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A few series of the scenario, so that the archive is small, and heartbeats where it is cut and where it ends. */
final class RequestStream {
    static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    private static final int REQUESTS = 3_000;
    /** How much later than it finished a record of the scenario may be sent. */
    private static final long DISORDER_MILLIS = 1_500;

    private RequestStream() {}

    static RecordedRun run() {
        Scenario scenario = new Scenario(4);
        List<RequestTiming> requests = scenario.requests(REQUESTS).stream()
                .filter(request -> request.getCluster().equals("east")
                        && request.getOrigin() == Origin.PROBE
                        && request.getTenant().isEmpty()
                        && request.getEngineVersion() != null
                        && Objects.equals(request.getPromptChars(), 200)
                        && (request.getModel().equals("atlas-8b")
                                || request.getModel().equals("borealis-32b")))
                .toList();
        List<Scenario.Message> messages = scenario.messages(requests, new int[1], new int[1]);
        int half = messages.size() / 2;
        long cut = messages.get(half - 1).atMillis() - DISORDER_MILLIS;
        long end = Scenario.START_MILLIS + Duration.ofDays(2).toMillis();
        return new RecordedRun(
                List.of(step(messages.subList(0, half), cut), step(messages.subList(half, messages.size()), end)), 1);
    }

    private static Step step(List<Scenario.Message> messages, long heartbeatMillis) {
        List<Sent> sent = new ArrayList<>();
        for (Scenario.Message message : messages) {
            sent.add(new Sent(
                    Topics.REQUEST_TIMINGS.name(),
                    Math.floorMod(message.key().hashCode(), RecordedRun.PARTITIONS),
                    message.delivers() != null,
                    message.value()));
        }
        for (int partition = 0; partition < RecordedRun.PARTITIONS; partition++) {
            sent.add(Sent.of(
                    Topics.REQUEST_TIMINGS, partition, new Heartbeat("closing", "test", heartbeatMillis * 1_000)));
        }
        return new Step(sent, heartbeatMillis - OUT_OF_ORDERNESS.toMillis() - 1);
    }
}
