package io.tachograph.collectors.source.cluster;

import io.tachograph.collectors.inventory.ClusterEntry;
import io.tachograph.collectors.source.Announcements;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * The jobs of one cluster. One that is told of no more has ended. One reading at a time: one that was given up and does not
 * end, because somebody's own adapter hangs, lets no other begin.
 */
final class ClusterSource implements Source {
    private final ClusterEntry cluster;
    private final ClusterAdapter adapter;
    private final SourceContext context;
    private final Announcements announcements = new Announcements();
    private final ReentrantLock running = new ReentrantLock();
    private volatile String details = "";

    ClusterSource(ClusterEntry cluster, ClusterAdapter adapter, SourceContext context) {
        this.cluster = cluster;
        this.adapter = adapter;
        this.context = context;
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        return Reading.begin(reading -> {
            if (!running.tryLock()) {
                throw new SourceException(
                        FailureKind.UNAVAILABLE, "the reading before, which was given up, still runs");
            }
            try {
                read(reading, records);
            } finally {
                running.unlock();
            }
        });
    }

    private void read(Reading reading, Consumer<SpecificRecord> records) throws SourceException {
        List<ClusterJob> jobs = adapter.jobs(cluster, reading);
        long atMicros = context.clock().nowMicros();
        Set<String> ids = new HashSet<>();
        Map<String, Integer> states = new TreeMap<>();
        for (ClusterJob job : jobs) {
            if (ids.add(job.id())) {
                states.merge(job.state(), 1, Integer::sum);
                announcements.say(job.id(), job.record(cluster.name(), context.agent()), atMicros, records);
            }
        }
        announcements.endOthers(ids, atMicros, records);
        details = describe(states);
    }

    private String describe(Map<String, Integer> states) {
        String counts = states.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String status = adapter instanceof HttpJobs page ? page.status() : "";
        String jobs = counts.isEmpty() ? "no jobs" : counts;
        return status.isEmpty() ? jobs : jobs + "; " + status;
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
