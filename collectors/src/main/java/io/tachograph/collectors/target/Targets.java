package io.tachograph.collectors.target;

import io.tachograph.collectors.http.HttpClient;
import io.tachograph.schemas.TargetConfig;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes targets from their configuration: the one place that knows which API kinds there are. */
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
        BaseUrl url = new BaseUrl(config);
        WireProtocol protocol =
                switch (config.api()) {
                    case "openai-chat" -> new OpenAiChat(url, config.model());
                    case "openai-completions" -> new OpenAiCompletions(url, config.model());
                    default ->
                        throw new IllegalArgumentException("target " + config.slug() + ": API kind '" + config.api()
                                + "' is unknown; known are openai-chat and openai-completions");
                };
        return new HttpTarget(config, client, protocol, ApiKey.of(config, environment), url);
    }
}
