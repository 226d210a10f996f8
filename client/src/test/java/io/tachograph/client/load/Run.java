package io.tachograph.client.load;

import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.dataset.Dataset;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A generator on a fake target, with a pacer of its own, and what its listener heard. */
final class Run implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Provenance PROVENANCE = new Provenance(Origin.LOAD, "agent-1", "run-1");

    final Pacer pacer = Pacer.start("test-pacer");
    final List<RequestTiming> records = new CopyOnWriteArrayList<>();
    final List<Long> numbers = new CopyOnWriteArrayList<>();
    Workload workload = Dataset.builtIn().shuffled(1);
    LoadListener listener = (number, scheduled, finished) -> {};
    Cancellation cancellation = Cancellation.NONE;
    FakeTarget target = new FakeTarget(n -> Outcome.OK);

    LoadGenerator start(Arrivals arrivals, Limits limits, IntFunction<@Nullable Outcome> script) {
        target.close();
        target = new FakeTarget(script);
        LoadPlan plan = new LoadPlan(arrivals, limits, RequestOptions.defaults(), PROVENANCE, cancellation);
        return LoadGenerator.start(plan, target, workload, pacer, (number, scheduled, finished) -> {
            records.add(finished.record());
            numbers.add(number);
            listener.finished(number, scheduled, finished);
        });
    }

    /** To its end. */
    LoadCounters complete(Arrivals arrivals, Limits limits, IntFunction<@Nullable Outcome> script)
            throws InterruptedException {
        LoadGenerator generator = start(arrivals, limits, script);
        if (!generator.awaitEnd(LONG)) {
            throw new AssertionError("the run does not end: " + generator.counters());
        }
        return generator.counters();
    }

    List<String> asked() {
        return target.requests.stream().map(request -> request.prompt().text()).toList();
    }

    long count(Outcome outcome) {
        return records.stream().filter(record -> record.getOutcome() == outcome).count();
    }

    @Override
    public void close() {
        pacer.close();
        target.close();
    }
}
