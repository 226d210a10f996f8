package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import org.jspecify.annotations.Nullable;

/**
 * A kind of API that can be measured. Own ones are public classes with a public constructor without parameters, named in
 * {@code META-INF/services/io.tachograph.client.endpoint.ApiAdapter}; {@code docs/adapters.md} shows one. Thread-safe.
 */
public interface ApiAdapter {
    /** What a target's configuration calls it, such as {@code openai-chat}. The name of its class works as well. */
    String name();

    /**
     * Prepares the requests to one target.
     *
     * @param key its API key, null when it has none
     * @throws IllegalArgumentException in one sentence, when the configuration cannot be right
     */
    WireProtocol open(TargetConfig target, @Nullable ApiKey key);
}
