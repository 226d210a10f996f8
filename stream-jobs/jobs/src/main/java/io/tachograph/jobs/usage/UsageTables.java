package io.tachograph.jobs.usage;

import io.tachograph.jobs.sample.SampleSettings;
import io.tachograph.jobs.sample.TopicValues;
import io.tachograph.jobs.sink.JobSinks;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import io.tachograph.store.ScoreRow;
import io.tachograph.store.UsageRow;
import io.tachograph.store.postgres.StoreWriters;
import io.tachograph.windows.sample.InvalidSampleException;
import io.tachograph.windows.usage.ScoreFormat;
import io.tachograph.windows.usage.UsageFormat;
import io.tachograph.windows.usage.UsageRows;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What sources say was used and thought of answers, to their tables. A part of a job.
 *
 * <pre>
 * usage ─┬► usage ─► store
 *        └► scores ─► store
 * </pre>
 */
public final class UsageTables {
    private UsageTables() {}

    /**
     * Adds the part to a job. Operator uids never change: state hangs on them.
     *
     * @return records that do not count
     */
    public static DataStream<DeadLetter> define(
            StreamExecutionEnvironment env, KafkaAccess kafka, SampleSettings settings, JobSinks sinks) {
        TopicValues<UsageRow> usage =
                TopicValues.read(env, kafka, Topics.USAGE, "usage", settings, UsageTables::usage, new UsageFormat());
        TopicValues<ScoreRow> scores = TopicValues.read(
                env, kafka, Topics.USAGE, "usage-scores", settings, UsageTables::scores, new ScoreFormat());
        sinks.store().put(usage.values(), "usage", StoreWriters::usageWriter, row -> row);
        sinks.store().put(scores.values(), "usage scores", StoreWriters::scoreWriter, row -> row);
        // What cannot be read at all both see, and one says.
        DataStream<DeadLetter> ofScores = scores.deadLetters()
                .filter(letter -> letter.getReason() != DeadLetterReason.UNREADABLE)
                .uid("usage-scores-refused")
                .name("refused scores");
        return usage.deadLetters().union(ofScores);
    }

    private static TopicEvent<UsageRow> usage(SpecificRecord value, int partition, long offset)
            throws InvalidSampleException {
        if (value instanceof ScoreSummary) {
            return TopicEvent.none();
        }
        if (value instanceof Usage usage) {
            return TopicEvent.of(TopicEvent.NO_CLOCK, UsageRows.of(usage));
        }
        throw new InvalidSampleException("a " + value.getSchema().getName() + " does not belong on the topic of usage");
    }

    private static TopicEvent<ScoreRow> scores(SpecificRecord value, int partition, long offset)
            throws InvalidSampleException {
        return value instanceof ScoreSummary scores
                ? TopicEvent.of(TopicEvent.NO_CLOCK, UsageRows.of(scores))
                : TopicEvent.none();
    }
}
