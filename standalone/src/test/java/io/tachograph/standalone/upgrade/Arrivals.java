package io.tachograph.standalone.upgrade;

import io.tachograph.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Readings as agents deliver them: up to 1.5 s out of order, one in ten twice. */
final class Arrivals {
    static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
    private static final int DISORDER_MILLIS = 1_500;

    private record Arrival(long atMillis, Consumer<RunBuilder> message) {}

    private final Random random;
    private final List<Arrival> arrivals = new ArrayList<>();

    Arrivals(long seed) {
        random = new Random(seed);
    }

    /** A reading of a time, which moves the clock. */
    void reading(Topic topic, int partition, long timeMillis, SpecificRecord value) {
        for (int delivery = random.nextInt(10) == 0 ? 2 : 1; delivery > 0; delivery--) {
            arrivals.add(new Arrival(
                    timeMillis + random.nextInt(DISORDER_MILLIS),
                    run -> run.send(topic, partition, value, timeMillis)));
        }
    }

    /** A message that moves no clock. */
    void other(long timeMillis, Sent message) {
        arrivals.add(new Arrival(timeMillis, run -> run.send(message)));
    }

    /** Two steps, with a savepoint between them. */
    RecordedRun savepointAt(long timeMillis) {
        arrivals.sort(Comparator.comparingLong(Arrival::atMillis));
        RunBuilder run = new RunBuilder(OUT_OF_ORDERNESS);
        for (Arrival arrival : arrivals) {
            if (run.steps() == 0 && arrival.atMillis() >= timeMillis) {
                run.endStep();
            }
            arrival.message().accept(run);
        }
        run.endStep();
        return run.build(1);
    }
}
