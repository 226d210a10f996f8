package io.tachograph.client.endpoint;

import io.tachograph.schemas.avro.RequestTiming;

/**
 * What became of an attempt.
 *
 * @param record its record
 * @param details what was kept beside it
 */
public record Finished(RequestTiming record, Details details) {}
