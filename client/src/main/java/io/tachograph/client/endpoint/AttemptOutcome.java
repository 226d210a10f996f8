package io.tachograph.client.endpoint;

import io.tachograph.schemas.avro.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param outcome one of definitions.md
 * @param error why, for a person; null when it went well
 */
record AttemptOutcome(Outcome outcome, @Nullable String error) {
    static final AttemptOutcome OK = new AttemptOutcome(Outcome.OK, null);

    static AttemptOutcome of(AnswerException failure) {
        return new AttemptOutcome(failure.outcome(), failure.getMessage());
    }
}
