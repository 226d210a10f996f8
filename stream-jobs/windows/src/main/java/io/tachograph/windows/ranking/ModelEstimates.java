package io.tachograph.windows.ranking;

import io.tachograph.store.Series;
import java.util.List;

/**
 * All estimates of one model in one cell over one window.
 *
 * @param model the model and its cell; other dimensions are empty
 * @param windowMillis length of the window
 * @param windowEndMillis its exclusive end, milliseconds since the epoch
 * @param estimates empty when the model has no request in the window any more
 */
public record ModelEstimates(Series model, long windowMillis, long windowEndMillis, List<RankingEstimate> estimates) {
    public ModelEstimates {
        estimates = List.copyOf(estimates);
    }
}
