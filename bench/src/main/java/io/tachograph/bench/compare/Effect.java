package io.tachograph.bench.compare;

import io.tachograph.bench.statistics.ConfidenceInterval;

/**
 * How far B is from A where effects are differences (see {@link Scale}).
 *
 * @param interval around the difference
 * @param p how probable a difference at least as large is when there is none
 * @param method how it was found
 */
record Effect(ConfidenceInterval interval, double p, Method method) {
    /** The one that says less, for where it is not known which of two counts. */
    Effect or(Effect other) {
        Effect wider = other.interval.width() > interval.width() ? other : this;
        return new Effect(wider.interval, Math.max(p, other.p), wider.method);
    }
}
