package io.tachograph.standalone.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.PublisherCounters;
import io.tachograph.collectors.publish.SpoolCounters;
import io.tachograph.collectors.source.SourceStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The agent's {@code /health}. */
final class AgentHealth {
    private final Agent agent;
    private final KafkaPublisher publisher;

    AgentHealth(Agent agent, KafkaPublisher publisher) {
        this.agent = agent;
        this.publisher = publisher;
    }

    /** {@code healthy}, or {@code degraded} when a source fails, Kafka takes no events, or one was lost. */
    String json() {
        List<SourceStatus> sources = agent.sources();
        PublisherCounters counters = publisher.counters();
        SpoolCounters spool = publisher.spool();
        long lost = counters.dropped()
                + counters.failed()
                + (spool == null ? 0 : spool.dropped() + spool.rejected() + spool.damaged());
        boolean failing = sources.stream().anyMatch(source -> source.complaint() != null);
        ObjectNode health = JsonNodeFactory.instance.objectNode();
        String complaint = spool == null ? null : spool.complaint();
        health.put("status", failing || complaint != null || lost > 0 ? "degraded" : "healthy");
        ObjectNode kafka = health.putObject("kafka");
        kafka.put("pending_events", counters.pending() + (spool == null ? 0 : spool.pending()));
        kafka.put("lost_events", lost);
        kafka.put("complaint", complaint);
        health.put("targets", agent.probes().targets().size());
        ArrayNode list = health.putArray("sources");
        sources.forEach(source -> list.add(json(source)));
        return health.toString();
    }

    private static ObjectNode json(SourceStatus source) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", source.name());
        json.put("kind", source.kind());
        json.put("details", source.details());
        json.put("complaint", source.complaint());
        Long micros = source.lastSuccessMicros();
        json.put(
                "last_success",
                micros == null
                        ? null
                        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
        json.put("last_seconds", source.lastSeconds());
        json.put("records", source.records());
        json.put(
                "failures",
                source.failures().values().stream().mapToLong(Long::longValue).sum());
        return json;
    }
}
