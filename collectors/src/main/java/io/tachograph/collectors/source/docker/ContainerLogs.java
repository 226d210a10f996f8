package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.loki.LogLine;
import io.tachograph.collectors.source.loki.LokiForwarder;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the logs of containers, each line once: counts those that look like errors, and forwards all to Loki, whichever is
 * wanted. No line is kept. Thread-safe.
 */
final class ContainerLogs {
    private static final long MOST_BYTES_PER_READING = 4 << 20;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final Duration LATE = Duration.ofSeconds(1);

    private final @Nullable Pattern error;
    private final @Nullable LokiForwarder loki;
    private final Map<String, Account> accounts = new HashMap<>();
    private final AtomicLong cut = new AtomicLong();
    private @Nullable Instant begun;

    /**
     * A container's log.
     *
     * @param raw whether it has a terminal
     * @param labels of its lines in Loki
     * @param run when its present run began
     */
    record Log(String id, boolean raw, Map<String, String> labels, Instant run) {}

    /** @param upTo stamp of the last line that was read, as the engine writes it; empty before the first */
    private record Account(Log log, String upTo, long errors) {}

    /**
     * @param error null where errors are not counted
     * @param loki null where nothing is forwarded
     */
    ContainerLogs(@Nullable Pattern error, @Nullable LokiForwarder loki) {
        this.error = error;
        this.loki = loki;
    }

    /** @param now by the engine's clock: what was written before the first call is not read */
    synchronized void beginAt(Instant now) {
        begun = begun == null ? now : begun;
    }

    /** Containers that ended since they were read: what they wrote last, such as why, is still to be read. */
    synchronized List<Log> endedBut(Set<String> running) {
        return accounts.values().stream()
                .map(Account::log)
                .filter(log -> !running.contains(log.id()))
                .toList();
    }

    synchronized void forget(String id) {
        accounts.remove(id);
    }

    /** Lines of which not everything was looked at, since the beginning. */
    long cut() {
        return cut.get();
    }

    /**
     * Reads on where the reading before ended. Where there is more than 4 MiB the rest follows in the next.
     *
     * @return errors since the agent knows this run; null when they are not counted, or the log cannot be had: its driver
     *     may not be readable
     */
    @Nullable
    Long read(DockerSession session, Log log) throws SourceException {
        Account before = account(log);
        Reading reading = new Reading(before);
        // Whole seconds give lines again, which their stamps tell.
        long since = (before.upTo().isEmpty() ? from(log) : at(before.upTo())).getEpochSecond();
        try (DockerAnswer answer =
                session.stream("/containers/" + log.id() + "/logs?stdout=1&stderr=1&timestamps=1&since=" + since)) {
            if (answer.status() != 200) {
                return null;
            }
            LogFrames.read(answer.body(), log.raw(), MOST_BYTES_PER_READING, reading::take);
        } catch (IOException e) {
            // What was read counts; the rest comes next time.
        }
        keep(new Account(log, reading.upTo, reading.errors));
        return error == null ? null : reading.errors;
    }

    private synchronized Account account(Log log) {
        Account known = accounts.get(log.id());
        return known == null ? new Account(log, "", 0) : new Account(log, known.upTo(), known.errors());
    }

    /** Runs before this one were read while they ran. The engine says a little late when a run began. */
    private synchronized Instant from(Log log) {
        Instant run = log.run().minus(LATE);
        return begun == null || begun.isBefore(run) ? run : begun;
    }

    private synchronized void keep(Account account) {
        accounts.put(account.log().id(), account);
    }

    private static Instant at(String stamp) {
        try {
            return Instant.parse(stamp);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private final class Reading {
        private final Account before;
        private final Map<String, String> output;
        private final Map<String, String> errorOutput;
        private String upTo;
        private long errors;

        Reading(Account before) {
            this.before = before;
            this.output = labels(before.log(), "stdout");
            this.errorOutput = labels(before.log(), "stderr");
            this.upTo = before.upTo();
            this.errors = before.errors();
        }

        /** Stamps of one length sort as texts. */
        void take(String line, boolean toErrors, boolean isCut) {
            int space = line.indexOf(' ');
            String stamp = space < 0 ? "" : line.substring(0, space);
            if (stamp.compareTo(before.upTo()) <= 0) {
                return;
            }
            if (stamp.compareTo(upTo) > 0) {
                upTo = stamp;
            }
            String text = line.substring(space + 1);
            if (isCut) {
                cut.incrementAndGet();
            }
            if (error != null && error.matcher(text).find()) {
                errors++;
            }
            if (loki != null) {
                loki.take(new LogLine(toErrors ? errorOutput : output, nanos(stamp), text));
            }
        }

        private static Map<String, String> labels(Log log, String stream) {
            Map<String, String> labels = new TreeMap<>(log.labels());
            labels.put("stream", stream);
            return labels;
        }

        private static long nanos(String stamp) {
            Instant at = at(stamp);
            return at.getEpochSecond() * SECOND_NANOS + at.getNano();
        }
    }
}
