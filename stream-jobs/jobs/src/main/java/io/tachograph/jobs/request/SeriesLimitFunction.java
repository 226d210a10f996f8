package io.tachograph.jobs.request;

import io.tachograph.jobs.source.DeadLetterCounters;
import io.tachograph.jobs.source.DeadLetterFormat;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.windows.KeyedSeries;
import io.tachograph.windows.request.AdmittedDay;
import io.tachograph.windows.request.AdmittedDayFormat;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.SeriesAdmission;
import io.tachograph.windows.request.SeriesLimits;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Bounds the number of series that follow, chained to the source. State: the keys of the series of two days, which every
 * subtask gets after a restart, because partitions may come to another one then. So the same requests count in the same
 * series with and without a crash.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState() and open() first.
public final class SeriesLimitFunction extends ProcessFunction<RequestSample, RequestSample>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Samples of series that there was no room for. */
    public static final OutputTag<DeadLetter> REFUSED =
            new OutputTag<>("refused", VersionedType.of(new DeadLetterFormat()));

    private final SeriesLimits limits;
    private transient SeriesAdmission admission;
    private transient ListState<AdmittedDay> kept;
    private transient Counter overflowed;
    private transient DeadLetterCounters deadLetters;

    public SeriesLimitFunction(SeriesLimits limits) {
        this.limits = limits;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        admission =
                new SeriesAdmission(limits, getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        kept = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>("admitted-series", VersionedType.of(new AdmittedDayFormat())));
        for (AdmittedDay day : kept.get()) {
            admission.restore(day);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        int own = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        kept.update(
                admission.all(series -> Math.floorMod(series.series().target().hashCode(), subtasks) == own));
    }

    @Override
    public void open(OpenContext context) {
        overflowed = getRuntimeContext().getMetricGroup().counter("overflowed", new SimpleCounter());
        deadLetters = new DeadLetterCounters(getRuntimeContext().getMetricGroup(), DeadLetterReason.INVALID);
    }

    @Override
    public void processElement(RequestSample sample, Context context, Collector<RequestSample> out) {
        KeyedSeries series = admission.admit(sample.keyed(), sample.sentAtMillis());
        if (series == null) {
            deadLetters.count(DeadLetterReason.INVALID);
            context.output(REFUSED, letter(sample));
        } else if (series.equals(sample.keyed())) {
            out.collect(sample);
        } else {
            overflowed.inc();
            out.collect(sample.in(series));
        }
    }

    private DeadLetter letter(RequestSample sample) {
        return new DeadLetter(
                Topics.REQUEST_TIMINGS.name(),
                sample.partition(),
                sample.offset(),
                DeadLetterReason.INVALID,
                "request to " + sample.series().target() + " is of one of more than " + limits.seriesPerSubtask()
                        + " series of its day (pipeline.max-series)",
                null);
    }
}
