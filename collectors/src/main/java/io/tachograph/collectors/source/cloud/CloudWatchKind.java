package io.tachograph.collectors.source.cloud;

import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.KeyVariable;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.collectors.source.http.Upstream;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** {@code kind: cloudwatch}: Bedrock's models in one region. */
public final class CloudWatchKind implements SourceKind<CloudWatchSettings> {
    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "cloudwatch";
    }

    @Override
    public Class<CloudWatchSettings> settings() {
        return CloudWatchSettings.class;
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration timeout() {
        return Duration.ofMinutes(4);
    }

    @Override
    public List<NamedSource> open(CloudWatchSettings settings, SourceContext context) {
        String url =
                settings.url() == null ? "https://monitoring." + settings.region() + ".amazonaws.com" : settings.url();
        Upstream server = new Upstream(
                readers.of(TlsConfig.trustingOrJdk(settings.caFile())),
                MetricsAddress.of(url, "").base(),
                new AwsSignature("monitoring", settings.region(), context.clock(), identity(settings, context)),
                CloudWatchKind::toDo,
                context.clock());
        CloudWatch cloud = new CloudWatch(server, settings.region(), settings.models());
        return CloudSource.open(cloud, settings.tenant(), settings.reread(), settings.catchUp(), context);
    }

    private static AwsSignature.Identity identity(CloudWatchSettings settings, SourceContext context) {
        String id = settings.accessKeyIdEnv();
        if (id == null) {
            DefaultCredentialsProvider found =
                    DefaultCredentialsProvider.builder().build();
            return found::resolveCredentials;
        }
        String session = settings.sessionTokenEnv();
        return () -> {
            String key = KeyVariable.value(id, context.environment());
            String secret = KeyVariable.value(settings.secretAccessKeyEnv(), context.environment());
            return session == null
                    ? AwsCredentialsIdentity.create(key, secret)
                    : AwsSessionCredentialsIdentity.create(
                            key, secret, KeyVariable.value(session, context.environment()));
        };
    }

    private static String toDo(int status) {
        return switch (status) {
            case 403 -> "the identity needs the permission cloudwatch:GetMetricData";
            case 404 -> "is url that of CloudWatch?";
            default -> "see AWS's status";
        };
    }
}
