package io.tachograph.api.loadtest;

import io.tachograph.schemas.avro.LoadTest;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What is made of the text of a {@code result.json}. Both refuse what is none by an {@link IllegalArgumentException} of one
 * sentence.
 *
 * @param report the page that shows it
 * @param record as it travels on Kafka, published at a time
 */
public record LoadTestFormat(UnaryOperator<String> report, BiFunction<String, Instant, LoadTest> record) {}
