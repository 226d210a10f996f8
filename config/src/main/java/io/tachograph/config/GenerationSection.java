package io.tachograph.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The generation API and its workers. */
public record GenerationSection(
        @Key(value = "address that the API listens on", byDefault = "${LISTEN_HOST:127.0.0.1}")
        String host,

        @Key(
                value = "TCP port; 0 for any free one",
                otherwise = "8000; 8001 in `up`, whose port 8000 is the query API's")
        @Nullable
        Integer port,

        @Key(value = "requests a minute that each key of `API_KEYS` may send", byDefault = "60")
        int requestsPerMinute,

        @Key(value = "requests that it may send at once", byDefault = "10")
        int burst,

        @Key(
                value = "a backend besides `targets`: `ollama`, or `transformers` for Hugging Face's server",
                byDefault = "${MODEL_BACKEND:}")
        @Nullable
        Backend backend,

        @Key(
                value =
                        "its URL; without one `http://localhost:11434` of `ollama`, `http://localhost:8080` of `transformers`",
                byDefault = "${MODEL_URL:}")
        @Nullable
        String backendUrl,

        @Key(value = "the model of `ollama`", byDefault = "${OLLAMA_MODEL:llama2}")
        String ollamaModel,

        @Key(value = "the model of `transformers`", byDefault = "${MODEL_NAME:gpt2}")
        String modelName,

        @Key(
                value = "the model of requests that name none",
                otherwise = "the backend's, or else that of the first target")
        @Nullable
        String model,

        @Key(value = "`max_tokens` of requests that say nothing of it", byDefault = "${MAX_NEW_TOKENS:512}")
        int maxNewTokens,

        @Key(value = "the largest `max_tokens` that a request may ask for", byDefault = "${MAX_TOKENS_LIMIT:8192}")
        int maxTokensLimit,

        @Key(value = "`temperature` of requests that say nothing of it", byDefault = "${TEMPERATURE:0.7}")
        double temperature,

        @Key(value = "`top_p` of requests that say nothing of it", byDefault = "${TOP_P:0.9}")
        double topP,

        @Key(
                value = "how long a worker works on a task before it fails; a number without a unit is seconds; at most"
                        + " `pipeline.max-request-duration`",
                byDefault = "${TASK_TIME_LIMIT:120}")
        @JsonDeserialize(using = SecondsOrDuration.class)
        Duration taskTimeLimit,

        @Key(value = "how long a finished task is known, 1d at most", byDefault = "1h")
        Duration keepResults,

        @Key(value = "attempts of a task before it fails", byDefault = "5")
        int maxAttempts,

        @Key(value = "requests that a worker has in flight at each target", byDefault = "16")
        int inFlightPerTarget,

        @Key(
                value = "how long a target that was not there is left alone; twice as long each further time, up to 1m",
                byDefault = "5s")
        Duration leaveAlone,

        @Key(
                value =
                        "how long the API still takes requests when it is to stop, while `/health` says 503 so that load balancers"
                                + " send nothing more",
                byDefault = "${STOP_DELAY:0s}")
        Duration stopDelay,

        @Key(
                value = "how long a worker that stops, or hands tasks over to another one, lets them run on",
                byDefault = "30s")
        Duration drainLimit,

        @Key(
                value = "a worker silent for so long is dead, and others take its tasks; the broker allows 6s at least",
                byDefault = "10s")
        Duration workerSilence,

        @Key(value = "workers that can share one model's tasks, at most", byDefault = "4")
        int lanes) {
    /** What a backend is, beside the targets. */
    public enum Backend {
        OLLAMA,
        TRANSFORMERS
    }

    /** Events are kept for three days on their topic, and the longest task must be within that. */
    private static final Duration LONGEST_KEEPING = Duration.ofDays(1);

    public GenerationSection {
        if (port != null) {
            Checks.port("port", port);
        }
        Checks.atLeast("requests-per-minute", requestsPerMinute, 1);
        Checks.atLeast("burst", burst, 1);
        Checks.atLeast("max-new-tokens", maxNewTokens, 1);
        Checks.atLeast("max-tokens-limit", maxTokensLimit, maxNewTokens);
        Checks.atLeast("max-attempts", maxAttempts, 1);
        Checks.atLeast("in-flight-per-target", inFlightPerTarget, 1);
        Checks.atLeast("lanes", lanes, 1);
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature " + temperature + " must be from 0 to 2");
        }
        if (!(topP >= 0 && topP <= 1)) {
            throw new IllegalArgumentException("top-p " + topP + " must be from 0 to 1");
        }
        Checks.positive("task-time-limit", taskTimeLimit);
        Checks.positive("keep-results", keepResults);
        if (keepResults.compareTo(LONGEST_KEEPING) > 0) {
            throw new IllegalArgumentException("keep-results must be at most 1d");
        }
        Checks.positive("leave-alone", leaveAlone);
        Checks.positive("worker-silence", workerSilence);
        if (stopDelay.isNegative()) {
            throw new IllegalArgumentException("stop-delay must not be negative");
        }
        if (drainLimit.isNegative()) {
            throw new IllegalArgumentException("drain-limit must not be negative");
        }
    }

    /** Where it listens, when nothing else listens on this machine. */
    public int portOfItsOwn() {
        return port == null ? 8_000 : port;
    }

    /** The same on another port, where none was named. */
    public GenerationSection withDefaultPort(int other) {
        return port == null ? withPort(other) : this;
    }

    /** The same on another port. */
    public GenerationSection withPort(int other) {
        return new GenerationSection(
                host,
                other,
                requestsPerMinute,
                burst,
                backend,
                backendUrl,
                ollamaModel,
                modelName,
                model,
                maxNewTokens,
                maxTokensLimit,
                temperature,
                topP,
                taskTimeLimit,
                keepResults,
                maxAttempts,
                inFlightPerTarget,
                leaveAlone,
                stopDelay,
                drainLimit,
                workerSilence,
                lanes);
    }
}
