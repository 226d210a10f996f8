package io.tachograph.client.endpoint;

import io.tachograph.schemas.avro.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param outcome one of definitions.md
 * @param error why, for a person; null when it went well
 */
record Verdict(Outcome outcome, @Nullable String error) {
    static final Verdict OK = new Verdict(Outcome.OK, null);

    static Verdict of(AnswerException failure) {
        return new Verdict(failure.outcome(), failure.getMessage());
    }
}
