package io.tachograph.client.scrape;

/**
 * One series' value.
 *
 * @param value any double, NaN and the infinities included
 */
public record MetricSample(Labels labels, double value) {}
