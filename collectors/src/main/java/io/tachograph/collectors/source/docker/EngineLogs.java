package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.container.Sentence;
import io.tachograph.collectors.source.loki.LokiForwarder;
import io.tachograph.collectors.source.loki.LokiSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The logs of one Docker engine's inference engines, where they are wanted: for their errors, for Loki, or both. */
final class EngineLogs implements AutoCloseable {
    private static final String CUT = "log_line_cut";

    private final String node;
    private final CappedCalls calls;
    private final @Nullable LokiForwarder loki;
    private final @Nullable ContainerLogs logs;

    EngineLogs(String node, DockerSettings settings, CappedCalls calls, SourceContext.Environment environment) {
        this.node = node;
        this.calls = calls;
        LokiSettings to = settings.loki();
        loki = to.isWanted() ? new LokiForwarder(to, environment) : null;
        logs = settings.logErrors() || loki != null
                ? new ContainerLogs(
                        settings.logErrors() ? DockerSettings.pattern(settings.logErrorPattern()) : null, loki)
                : null;
    }

    /**
     * Reads what was written since the reading before, also by containers that ended meanwhile.
     *
     * @param now by the engine's clock
     * @return how many errors each container's log has had; none of those whose log cannot be had, or is not wanted
     */
    Map<String, Long> read(
            DockerSession session,
            Instant now,
            List<ContainerAnnouncements.Known> known,
            Set<String> running,
            Troubles troubles) {
        Map<String, Long> errors = new ConcurrentHashMap<>();
        if (logs == null) {
            return errors;
        }
        logs.beginAt(now);
        List<ContainerLogs.Log> ended = logs.endedBut(running);
        calls.each(ended, log -> {
            read(session, log, errors, troubles);
            logs.forget(log.id());
        });
        calls.each(
                known.stream().filter(one -> one.engine() != null).toList(),
                one -> read(session, log(one), errors, troubles));
        return errors;
    }

    private void read(DockerSession session, ContainerLogs.Log log, Map<String, Long> errors, Troubles troubles) {
        try {
            Long count = logs == null ? null : logs.read(session, log);
            if (count != null) {
                errors.put(log.id(), count);
            }
        } catch (SourceException e) {
            troubles.add(
                    e.kind(),
                    Sentence.of(log.labels().getOrDefault("container", "")) + " cannot be read: " + e.getMessage());
        }
    }

    private ContainerLogs.Log log(ContainerAnnouncements.Known one) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("job", "tachograph");
        labels.put("node", node);
        labels.put("container", one.listed().name());
        if (one.engine() != null) {
            labels.put("engine", one.engine().text());
        }
        if (one.target() != null) {
            labels.put("target", one.target());
        }
        Long started = one.inspected().startedAtMicros();
        return new ContainerLogs.Log(
                one.listed().id(),
                one.inspected().tty(),
                labels,
                Instant.EPOCH.plus(Duration.ofNanos(1000 * (started == null ? 0 : started))));
    }

    /**
     * Says what Loki does not take.
     *
     * @param once whether this is the only reading, which finds out by itself
     */
    void complain(boolean once) throws SourceException {
        if (loki == null) {
            return;
        }
        if (once) {
            loki.check();
        }
        SourceException complaint = loki.complaint();
        if (complaint != null) {
            throw complaint;
        }
    }

    /** Lines that were read and not forwarded whole, by reason. */
    Map<String, Long> leftOut() {
        if (loki == null || logs == null) {
            return Map.of();
        }
        Map<String, Long> leftOut = new HashMap<>(loki.leftOut());
        leftOut.put(CUT, logs.cut());
        return leftOut;
    }

    /** What becomes of the lines, for people; empty where none is forwarded. */
    String details() {
        return loki == null ? "" : "; " + loki.details();
    }

    @Override
    public void close() {
        if (loki != null) {
            loki.close();
        }
    }
}
