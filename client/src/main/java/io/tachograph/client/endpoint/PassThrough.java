package io.tachograph.client.endpoint;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tachograph.client.http.HttpCall;
import io.tachograph.client.http.HttpClient;
import io.tachograph.schemas.TargetConfig;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A target to which requests are forwarded as a client wrote them. Only its key, its extra headers and its paths are
 * ours; bodies and answers pass as they are, and are measured by the readers that measure ours. Thread-safe.
 */
public final class PassThrough {
    private final AttemptContext context;
    private final EngineVersion version;
    private final Map<ApiResource, String> paths;
    private final Set<String> ownHeaders;

    private PassThrough(AttemptContext context, Map<ApiResource, String> paths) {
        this.context = context;
        this.paths = paths;
        this.version = new EngineVersion(
                context.client(), context.endpoint(), context.protocol().versionPath(), EngineVersion.AGAIN);
        this.ownHeaders = context.config().extras().headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        version.refresh();
    }

    /**
     * A target that shares the client's connections and threads.
     *
     * @param environment gives the value of an environment variable, null when it is not set; asked once, for the key
     * @throws IllegalArgumentException in one sentence, when the configuration cannot be right
     */
    public static PassThrough of(
            TargetConfig config, HttpClient client, Function<String, @Nullable String> environment) {
        ApiKey key = ApiKey.of(config, environment);
        WireProtocol protocol = new Adapters().named(config).open(config, key);
        Map<ApiResource, String> paths = new EnumMap<>(ApiResource.class);
        for (ApiResource resource : ApiResource.values()) {
            String path = protocol.pathOf(resource);
            if (path != null) {
                paths.put(resource, path);
            }
        }
        return new PassThrough(new AttemptContext(config, client, protocol, key), paths);
    }

    public TargetConfig config() {
        return context.config();
    }

    /** Whether it takes such requests. */
    public boolean serves(ApiResource resource) {
        return paths.containsKey(resource);
    }

    /**
     * Sends one attempt. Nothing is repeated. The listener is not called before this returns.
     *
     * @throws IllegalArgumentException when it does not serve the request's resource
     */
    public PassedAttempt send(PassedRequest request, PassedAnswer listener) {
        String path = paths.get(request.resource());
        if (path == null) {
            throw new IllegalArgumentException(config().slug() + " does not serve " + request.resource());
        }
        AnswerFormat form = request.streamed() ? AnswerFormat.EVENTS : AnswerFormat.WHOLE;
        ApiCall call = ApiCall.of(path, form, request.resource().newReader());
        PassedAttempt attempt =
                new PassedAttempt(context, request.facts(), version.known(), call, request.tellsText(), listener);
        HttpHeaders headers = context.headers().ofPost(form, request.id());
        for (String name : request.headers().names()) {
            if (isTheCallers(name)) {
                headers.set(name, request.headers().getAll(name));
            }
        }
        attempt.isCarriedBy(context.client()
                .send(
                        context.endpoint(),
                        new HttpCall(HttpMethod.POST, path, headers, request.body(), request.timeout()),
                        attempt.new Listener()));
        version.refresh();
        return attempt;
    }

    private boolean isTheCallers(String name) {
        return !ownHeaders.contains(name.toLowerCase(Locale.ROOT))
                && !HttpHeaderNames.AUTHORIZATION.contentEqualsIgnoreCase(name);
    }
}
