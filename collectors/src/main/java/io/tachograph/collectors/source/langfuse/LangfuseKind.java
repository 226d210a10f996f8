package io.tachograph.collectors.source.langfuse;

import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.KeyPair;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.collectors.source.http.Upstream;
import java.time.Duration;
import java.util.List;

/** {@code kind: langfuse}: one project. */
public final class LangfuseKind implements SourceKind<LangfuseSettings> {
    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "langfuse";
    }

    @Override
    public Class<LangfuseSettings> settings() {
        return LangfuseSettings.class;
    }

    /** A reading asks five questions of which the smallest plan allows a hundred a day. */
    @Override
    public Duration every() {
        return Duration.ofMinutes(90);
    }

    @Override
    public Duration timeout() {
        return Duration.ofMinutes(5);
    }

    @Override
    public List<NamedSource> open(LangfuseSettings settings, SourceContext context) {
        Upstream server = new Upstream(
                readers.of(TlsConfig.trustingOrJdk(settings.caFile())),
                MetricsAddress.of(settings.url(), "").base(),
                new KeyPair(settings.publicKeyEnv(), settings.secretKeyEnv(), context.environment()),
                LangfuseKind::toDo,
                context.clock());
        return List.of(new NamedSource(
                "langfuse " + server.place() + (settings.tenant() == null ? "" : " " + settings.tenant()),
                new LangfuseSource(server, settings, context)));
    }

    private static String toDo(int status) {
        return switch (status) {
            case 401 -> "the keys are not of a project there: is it the right region or host?";
            case 403 -> "it wants the keys of a project, not those of an organisation";
            case 404 -> "is it the server's address?";
            case 422 -> "it gave up on the question: make days smaller";
            default -> "see its log, or that of a proxy before it";
        };
    }
}
