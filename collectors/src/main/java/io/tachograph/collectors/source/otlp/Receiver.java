package io.tachograph.collectors.source.otlp;

import io.tachograph.client.http.BodyBudget;

/**
 * What all connections of the receiver share.
 *
 * @param mostBytes of a request, inflated or not
 * @param arrived run when timings wait to be handed over
 */
record Receiver(
        KnownKeys keys,
        int mostBytes,
        BodyBudget budget,
        TracedRequests requests,
        SpanInbox inbox,
        ReceiverTally tally,
        Runnable arrived) {}
