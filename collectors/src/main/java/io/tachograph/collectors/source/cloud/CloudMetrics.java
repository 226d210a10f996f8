package io.tachograph.collectors.source.cloud;

import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Reading;
import java.time.Duration;

/** Metrics that one cloud keeps of its models. For threads that may wait; one reading at a time. */
interface CloudMetrics {
    /** Who says so, for records: its kind, and what tells it from others of its kind. */
    String name();

    /**
     * Reads minutes, whole: what fails leaves nothing.
     *
     * @throws SourceException in one sentence
     */
    MinuteTotals read(Reading reading, Minutes minutes) throws SourceException;

    /** How far its clock is ahead of this host's, by its last answer. */
    Duration ahead();

    /** What has been asked for since the beginning, for people who pay for it; in a few words. */
    String asked();
}
