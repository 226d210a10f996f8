package io.tachograph.api.question;

import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.FunctionCall;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to read for one request, and what is known of the answer beforehand.
 *
 * @param reading reads the rows
 * @param range null of questions without one
 * @param step null without steps
 * @param errorBound how far quantiles may be off as a share of the exact value, null where all is exact
 */
record Plan(
        Reading reading,
        @Nullable RequestedRange range,
        @Nullable Duration step,
        @Nullable Double errorBound) {
    /** Of quantiles from the stored histograms: half a bucket, which is 1.09 % wide each way. */
    static final double HISTOGRAM_BOUND = 0.011;

    static Plan of(Reading reading) {
        return new Plan(reading, null, null, null);
    }

    static Plan of(FunctionCall call) {
        return of((rows, limit, after) -> rows.read(call, limit, after));
    }

    Plan over(RequestedRange of) {
        return new Plan(reading, of, step, errorBound);
    }

    Plan over(RequestedRange of, Optional<Duration> by) {
        return new Plan(reading, of, by.orElse(null), errorBound);
    }

    Plan within(double bound) {
        return new Plan(reading, range, step, bound);
    }
}
