package io.tachograph.collectors.source.polling;

import io.tachograph.collectors.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** An agent's schedule in simulated time: each source is read when it is due, for as long as nobody turns the clock further. */
final class Polling {
    private final SimulatedTime time;
    private final Consumer<SpecificRecord> records;
    private final List<Polled> polled = new ArrayList<>();
    private int readings;
    private int failures;

    private static final class Polled {
        private final Supplier<Source> opener;
        private final Duration every;
        private Source source;
        private Instant due;

        Polled(Supplier<Source> opener, Duration every, Instant due) {
            this.opener = opener;
            this.every = every;
            this.source = opener.get();
            this.due = due;
        }
    }

    Polling(SimulatedTime time, Consumer<SpecificRecord> records) {
        this.time = time;
        this.records = records;
    }

    /** @param opener opens it as a new agent would */
    void add(Duration every, Supplier<Source> opener) {
        polled.add(new Polled(opener, every, time.now().plusSeconds(polled.size())));
    }

    /** Reads everything that comes due until then. */
    void until(Instant end) {
        PriorityQueue<Polled> queue = new PriorityQueue<>((a, b) -> a.due.compareTo(b.due));
        queue.addAll(polled);
        for (Polled next = queue.remove(); next.due.isBefore(end); next = queue.remove()) {
            time.set(next.due);
            read(next.source);
            next.due = next.due.plus(next.every);
            queue.add(next);
        }
        time.set(end);
    }

    private void read(Source source) {
        readings++;
        try {
            source.read(records).toCompletableFuture().get();
        } catch (ExecutionException e) {
            failures++;
            if (!(e.getCause() instanceof io.tachograph.collectors.source.SourceException)) {
                throw new IllegalStateException("a reading failed by a bug", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The agent ends and begins anew, and is away for so long; it knows nothing of what it had in memory. */
    void restart(Duration away) {
        polled.forEach(one -> one.source.close());
        time.set(time.now().plus(away));
        for (Polled one : polled) {
            one.source = one.opener.get();
            one.due = time.now().plusSeconds(polled.indexOf(one));
        }
    }

    int readings() {
        return readings;
    }

    int failures() {
        return failures;
    }
}
