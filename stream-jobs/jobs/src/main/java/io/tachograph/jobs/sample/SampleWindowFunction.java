package io.tachograph.jobs.sample;

import io.tachograph.jobs.source.DeadLetterCounters;
import io.tachograph.jobs.source.DeadLetterFormat;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.windows.sample.OpenSeries;
import io.tachograph.windows.sample.OpenSeriesFormat;
import io.tachograph.windows.sample.Sample;
import io.tachograph.windows.sample.SampleGrid;
import io.tachograph.windows.sample.SampleKind;
import io.tachograph.windows.sample.SampleTotals;
import io.tachograph.windows.sample.SampleWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up the readings of a series in windows. State per series: one {@link OpenSeries}, until a day has passed without
 * a reading. Windows are made at times of the event clock alone, so a replay makes the same ones.
 */
public final class SampleWindowFunction<S extends Sample, T extends SampleTotals<S>>
        extends KeyedProcessFunction<String, S, SampleWindow<T>> {
    private static final long serialVersionUID = 1L;

    /** Readings that came when what they belong to had been counted, and floods of them. */
    public static final OutputTag<DeadLetter> REFUSED =
            new OutputTag<>("refused", VersionedType.of(new DeadLetterFormat()));

    private final String topic;
    private final SampleGrid grid;
    private final SampleKind<S, T> kind;
    private final OpenSeriesFormat<S, T> format;
    private transient ValueState<OpenSeries<S, T>> state;
    private transient Counter accepted;
    private transient Counter duplicates;
    private transient Counter late;
    private transient Counter tooMany;
    private transient DeadLetterCounters deadLetters;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    public SampleWindowFunction(Topic topic, SampleGrid grid, SampleKind<S, T> kind, OpenSeriesFormat<S, T> format) {
        this.topic = topic.name();
        this.grid = grid;
        this.kind = kind;
        this.format = format;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("series", VersionedType.of(format)));
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        accepted = metrics.counter("accepted", new SimpleCounter());
        duplicates = metrics.counter("duplicates", new SimpleCounter());
        late = metrics.counter("late", new SimpleCounter());
        tooMany = metrics.counter("tooMany", new SimpleCounter());
        deadLetters = new DeadLetterCounters(metrics, DeadLetterReason.LATE, DeadLetterReason.INVALID);
    }

    @Override
    public void processElement(S sample, Context context, Collector<SampleWindow<T>> out) throws Exception {
        OpenSeries<S, T> known = state.value();
        OpenSeries<S, T> series = known == null ? new OpenSeries<>(kind) : known;
        switch (series.offer(sample, grid, context.timerService().currentWatermark())) {
            case DUPLICATE -> duplicates.inc();
            case LATE -> {
                late.inc();
                context.output(REFUSED, letter(sample, DeadLetterReason.LATE, "came when its time had been counted"));
            }
            case TOO_MANY -> {
                tooMany.inc();
                String why = "is one of more than " + OpenSeries.MOST_WAITING + " in ten seconds";
                context.output(REFUSED, letter(sample, DeadLetterReason.INVALID, why));
            }
            case TAKEN -> {
                accepted.inc();
                state.update(series);
                context.timerService().registerEventTimeTimer(series.nextMillis(grid));
            }
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<SampleWindow<T>> out) throws Exception {
        OpenSeries<S, T> series = state.value();
        if (series == null) {
            return;
        }
        series.advance(time, grid).forEach(out::collect);
        if (series.forgettable()) {
            state.clear();
        } else {
            state.update(series);
            context.timerService().registerEventTimeTimer(series.nextMillis(grid));
        }
    }

    private DeadLetter letter(S sample, DeadLetterReason reason, String why) {
        deadLetters.count(reason);
        Instant at = Instant.EPOCH.plus(sample.atMicros(), ChronoUnit.MICROS);
        return new DeadLetter(
                topic,
                sample.partition(),
                sample.offset(),
                reason,
                "reading of " + sample.series() + " at " + at + " " + why,
                null);
    }
}
