package io.tachograph.client.scrape;

/**
 * One series' value.
 *
 * @param value any double, NaN and the infinities included
 */
public record Sample(Labels labels, double value) {}
