package io.tachograph.collectors.source;

/**
 * @param name under which its status is shown, such as {@code engine cluster-vllm-model}; unique within the agent,
 *     without secrets
 */
public record NamedSource(String name, Source source) {}
