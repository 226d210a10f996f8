package io.tachograph.jobs.recompute;

import io.tachograph.schemas.avro.DeadLetter;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Counts what cannot count. From Kafka it is among the dead letters already, so it is not sent there again. */
final class CountedLetters extends RichFilterFunction<DeadLetter> {
    private static final long serialVersionUID = 1L;

    private final LongCounter letters = new LongCounter();

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(RecomputationCounts.DEAD_LETTERS, letters);
    }

    @Override
    public boolean filter(DeadLetter letter) {
        letters.add(1);
        return false;
    }
}
