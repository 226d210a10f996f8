package io.tachograph.windows.ranking;

import io.tachograph.store.Series;

/**
 * How far a model's windows are settled.
 *
 * @param model the model and its cell; other dimensions are empty
 * @param settledUntilMillis windows that end until then are not replaced any more, milliseconds since the epoch
 */
public record ModelProgress(Series model, long settledUntilMillis) {}
