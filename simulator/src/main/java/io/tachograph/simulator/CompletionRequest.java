package io.tachograph.simulator;

/**
 * What matters of a request for an answer. Sampling parameters, tools and the like change nothing here.
 *
 * @param stampsAsked whether the client asked for stamps by header
 * @param usageChunk whether the stream ends with a chunk of usage
 * @param usageInEveryChunk whether every chunk carries the usage so far
 */
record CompletionRequest(
        ApiKind kind,
        int promptTokens,
        OutputLimits limits,
        boolean stream,
        boolean usageChunk,
        boolean usageInEveryChunk,
        boolean stampsAsked) {}
