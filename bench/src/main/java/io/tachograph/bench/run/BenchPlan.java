package io.tachograph.bench.run;

import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.health.HealthConfig;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.schemas.TargetConfig;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a run.
 *
 * @param identity its names
 * @param target where requests go
 * @param http connections
 * @param options how each prompt is asked
 * @param load what the target is put under
 * @param recording what is kept
 * @param health when the client counts as the bottleneck, null for not looking
 */
public record BenchPlan(
        Identity identity,
        TargetConfig target,
        HttpClientConfig http,
        RequestOptions options,
        Load load,
        Recording recording,
        @Nullable HealthConfig health) {}
