package io.tachograph.standalone.config;

import io.tachograph.api.ApiConfig;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.config.ApiSection;

/** The API, from the section {@code api} of the configuration. */
public final class ConfiguredApi {
    private ConfiguredApi() {}

    /**
     * Where it listens and whom it answers, how often.
     *
     * @param host what the command line or the section says
     * @param port likewise
     */
    public static ApiConfig of(ApiSection section, String host, int port, ApiKeys keys) {
        RateLimit limit = new RateLimit(section.requestsPerMinute(), section.burst());
        return new ApiConfig(host, port, keys.limitedTo(limit), section.cacheExpiration(), section.mcp());
    }
}
