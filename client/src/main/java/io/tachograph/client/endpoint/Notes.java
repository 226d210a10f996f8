package io.tachograph.client.endpoint;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was odd about answers of a target that are OK all the same, and how often. Thread-safe. */
final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);
    /** A server that says another thing each time is counted together from here on. */
    private static final int MOST_KINDS = 20;

    private final String target;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    Notes(String target) {
        this.target = target;
    }

    void add(String note) {
        LongAdder count = counts.get(note);
        if (count == null) {
            String key = counts.size() < MOST_KINDS ? note : "answers were odd in yet other ways";
            count = counts.computeIfAbsent(key, first -> {
                LOG.warn("target {}: {}", target, first);
                return new LongAdder();
            });
        }
        count.increment();
    }

    /** One sentence each. */
    List<String> sentences() {
        return counts.entrySet().stream()
                .map(note -> note.getValue() + " " + note.getKey())
                .sorted()
                .toList();
    }
}
