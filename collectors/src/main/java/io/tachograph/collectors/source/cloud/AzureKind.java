package io.tachograph.collectors.source.cloud;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.KeyVariable;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.collectors.source.http.Upstream;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** {@code kind: azure-monitor}: one Azure OpenAI resource. */
public final class AzureKind implements SourceKind<AzureSettings> {
    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "azure-monitor";
    }

    @Override
    public Class<AzureSettings> settings() {
        return AzureSettings.class;
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
    public List<NamedSource> open(AzureSettings settings, SourceContext context) {
        return open(settings, context, null);
    }

    /** @param proxies by which tokens are got, also those at addresses that nobody can choose; null for the JDK's */
    List<NamedSource> open(AzureSettings settings, SourceContext context, @Nullable ProxySelector proxies) {
        TlsConfig trust = TlsConfig.trustingOrJdk(settings.caFile());
        Upstream management = new Upstream(
                readers.of(trust),
                MetricsAddress.of(settings.url(), "").base(),
                new AzureToken(
                        () -> credential(settings, context, http(trust.jdkContext(), proxies)),
                        settings.url().replaceFirst("/+$", "") + "/.default"),
                AzureKind::toDo,
                context.clock());
        AzureMonitor cloud = new AzureMonitor(management, settings.resource());
        return CloudSource.open(cloud, settings.tenant(), settings.reread(), settings.catchUp(), context);
    }

    private static TokenCredential credential(AzureSettings settings, SourceContext context, HttpClient http)
            throws SourceException {
        try {
            return switch (settings.identity()) {
                case CLIENT ->
                    new ClientSecretCredentialBuilder()
                            .authorityHost(settings.authority())
                            .tenantId(settings.directoryId())
                            .clientId(settings.clientId())
                            .clientSecret(KeyVariable.value(settings.clientSecretEnv(), context.environment()))
                            .disableInstanceDiscovery()
                            .httpClient(http)
                            .build();
                case MANAGED ->
                    new ManagedIdentityCredentialBuilder()
                            .clientId(settings.clientId())
                            .httpClient(http)
                            .build();
                case WORKLOAD ->
                    new WorkloadIdentityCredentialBuilder()
                            .authorityHost(settings.authority())
                            .tenantId(named(settings.directoryId(), "AZURE_TENANT_ID", context))
                            .clientId(named(settings.clientId(), "AZURE_CLIENT_ID", context))
                            .tokenFilePath(named(text(settings.tokenFile()), "AZURE_FEDERATED_TOKEN_FILE", context))
                            .disableInstanceDiscovery()
                            .httpClient(http)
                            .build();
            };
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    FailureKind.REFUSED, "directory-id, client-id or authority is none: authority has to be https");
        }
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    private static String named(@Nullable String configured, String variable, SourceContext context)
            throws SourceException {
        return configured != null ? configured : KeyVariable.value(variable, context.environment());
    }

    /** Tokens are got by the JDK's client, as pages are. */
    private static HttpClient http(@Nullable SSLContext tls, @Nullable ProxySelector proxies) {
        java.net.http.HttpClient.Builder client =
                java.net.http.HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        if (tls != null) {
            client.sslContext(tls);
        }
        if (proxies != null) {
            client.proxy(proxies);
        }
        return new AzureHttp(client.build());
    }

    private static String toDo(int status) {
        return switch (status) {
            case 400 -> "is resource an Azure OpenAI resource?";
            case 401 -> "it believes the token no more: is it a token for this cloud, and this host's clock right?";
            case 403 -> "the identity needs the role Monitoring Reader on the resource";
            case 404 -> "is there such a resource?";
            default -> "see Azure's status";
        };
    }
}
