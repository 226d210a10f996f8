package io.tachograph.client.endpoint;

import io.tachograph.client.http.HttpClient;
import io.tachograph.schemas.TargetConfig;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes targets from their configuration. */
public final class Targets {
    private Targets() {}

    /**
     * A target that shares the client's connections and threads. Asks it for its engine version at once, in the
     * background.
     *
     * @param environment gives the value of an environment variable, null when it is not set; asked once, for the key
     * @throws IllegalArgumentException in one sentence, when the configuration cannot be right
     */
    public static Target of(TargetConfig config, HttpClient client, Function<String, @Nullable String> environment) {
        ApiAdapter adapter = new Adapters().named(config);
        ApiKey key = ApiKey.of(config, environment);
        return new HttpTarget(new AttemptContext(config, client, adapter.open(config, key), key));
    }

    /** Names of all API kinds, the built-in ones first. */
    public static List<String> apis() {
        return new Adapters().names();
    }
}
