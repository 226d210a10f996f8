package io.tachograph.collectors.source.polling;

import io.tachograph.collectors.source.polling.FaultyServer.Answer;
import io.tachograph.collectors.source.polling.FaultyServer.Fault;
import io.tachograph.collectors.source.polling.FaultyServer.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gateway of a cluster that begins a job every twenty minutes, each of which is queued for five and runs for forty-five. */
final class ClusterStandIn implements FaultyServer.Site {
    private static final Duration EVERY = Duration.ofMinutes(20);
    private static final Duration QUEUED = Duration.ofMinutes(5);
    private static final Duration LASTS = Duration.ofMinutes(50);

    private final Supplier<Instant> clock;

    ClusterStandIn(Supplier<Instant> clock) {
        this.clock = clock;
    }

    static Instant begin(String job) {
        return Instant.ofEpochSecond(Long.parseLong(job.replace("job-", "")) * EVERY.toSeconds());
    }

    static Instant end(String job) {
        return begin(job).plus(LASTS);
    }

    @Override
    public Answer answer(Question question, @Nullable Fault fault) {
        Instant now = clock.get();
        StringBuilder running = new StringBuilder();
        StringBuilder queued = new StringBuilder();
        for (long number = now.minus(LASTS).getEpochSecond() / EVERY.toSeconds(); ; number++) {
            String id = "job-" + number;
            if (begin(id).isAfter(now)) {
                break;
            }
            if (end(id).isAfter(now)) {
                StringBuilder list = begin(id).plus(QUEUED).isAfter(now) ? queued : running;
                list.append(list.isEmpty() ? "" : ",")
                        .append("{\"Models\":\"m\",\"Framework\":\"vllm\",\"Job ID\":\"")
                        .append(id)
                        .append("\"}");
            }
        }
        return Answer.json("{\"running\":[" + running + "],\"queued\":[" + queued + "]}");
    }
}
