package io.tachograph.client.scrape;

/**
 * The range in which a histogram's quantile lies.
 *
 * @param lower it is above this
 * @param upper and at most this; infinite when it lies beyond the last bound
 * @param estimate straight between the two, by the rank within the bucket (what Prometheus' {@code histogram_quantile}
 *     gives); {@code lower} when {@code upper} is infinite
 */
public record QuantileRange(double lower, double upper, double estimate) {}
