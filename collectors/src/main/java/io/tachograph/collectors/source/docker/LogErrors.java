package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts lines that look like errors in the logs of containers. No line is kept. Thread-safe. */
final class LogErrors {
    private static final long MOST_BYTES_PER_READING = 4 << 20;

    private final Pattern error;
    private final Map<String, Account> accounts = new HashMap<>();

    /** @param upTo stamp of the last line that was counted, as the engine writes it */
    private record Account(String upTo, long errors) {}

    LogErrors(Pattern error) {
        this.error = error;
    }

    /**
     * Reads on where the reading before ended. Where there is more than 4 MiB the rest follows in the next.
     *
     * @param nowSeconds the engine's clock, where reading a container's log begins
     * @return errors since then; null when the log cannot be had: its driver may not be readable
     */
    @Nullable
    Long count(DockerSession session, String id, boolean raw, @Nullable Long nowSeconds) throws SourceException {
        Account before = account(id);
        String since = before != null ? seconds(before.upTo()) : nowSeconds == null ? "0" : nowSeconds.toString();
        Reading reading = new Reading(before == null ? "" : before.upTo(), before == null ? 0 : before.errors());
        try (DockerAnswer answer =
                session.stream("/containers/" + id + "/logs?stdout=1&stderr=1&timestamps=1&since=" + since)) {
            if (answer.status() != 200) {
                return null;
            }
            LogFrames.read(answer.body(), raw, MOST_BYTES_PER_READING, reading::take);
        } catch (IOException e) {
            // What was read counts; the rest comes next time.
        }
        if (!reading.upTo.isEmpty()) {
            keep(id, new Account(reading.upTo, reading.errors));
        }
        return reading.errors;
    }

    private synchronized @Nullable Account account(String id) {
        return accounts.get(id);
    }

    private synchronized void keep(String id, Account account) {
        accounts.put(id, account);
    }

    synchronized void retain(Set<String> ids) {
        accounts.keySet().retainAll(ids);
    }

    /** {@code since} wants seconds; whole ones give lines again, which their stamps tell. */
    private static String seconds(String stamp) {
        Long micros = DockerJson.micros(TextNode.valueOf(stamp));
        return micros == null ? "0" : Long.toString(micros / 1_000_000);
    }

    private final class Reading {
        private final String after;
        private String upTo;
        private long errors;

        Reading(String after, long errors) {
            this.after = after;
            this.upTo = after;
            this.errors = errors;
        }

        /** Stamps of one length sort as texts; the engine writes all nine digits. */
        void take(String line) {
            int space = line.indexOf(' ');
            String stamp = space < 0 ? "" : line.substring(0, space);
            if (stamp.compareTo(after) <= 0) {
                return;
            }
            if (stamp.compareTo(upTo) > 0) {
                upTo = stamp;
            }
            if (error.matcher(line.substring(space + 1)).find()) {
                errors++;
            }
        }
    }
}
