package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A target behind HTTP, whatever its wire protocol. */
final class HttpTarget implements Target {
    private final AttemptContext context;
    private final EngineVersion version;

    HttpTarget(AttemptContext context) {
        this.context = context;
        this.version = new EngineVersion(
                context.client(), context.endpoint(), context.protocol().versionPath(), EngineVersion.AGAIN);
        version.refresh();
    }

    @Override
    public TargetConfig config() {
        return context.config();
    }

    @Override
    public List<String> notes() {
        return context.notes().sentences();
    }

    @Override
    public @Nullable String engineVersion() {
        return version.known();
    }

    @Override
    public CompletionStage<Void> observed() {
        return version.observed();
    }

    @Override
    public Attempt send(PromptRequest request, Consumer<String> piece, Consumer<Finished> finished) {
        HttpAttempt attempt = new HttpAttempt(context, request, version.known(), piece, finished);
        attempt.start();
        // Only now, so that the measured request has the first choice of warm connections.
        version.refresh();
        return attempt;
    }
}
