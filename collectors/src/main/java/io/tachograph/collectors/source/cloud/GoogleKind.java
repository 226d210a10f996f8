package io.tachograph.collectors.source.cloud;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.collectors.source.http.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** {@code kind: google-monitoring}: Vertex AI's models in one project. */
public final class GoogleKind implements SourceKind<GoogleSettings> {
    private static final String SCOPE = "https://www.googleapis.com/auth/monitoring.read";

    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "google-monitoring";
    }

    @Override
    public Class<GoogleSettings> settings() {
        return GoogleSettings.class;
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
    public List<NamedSource> open(GoogleSettings settings, SourceContext context) {
        TlsConfig trust = TlsConfig.trustingOrJdk(settings.caFile());
        Upstream server = new Upstream(
                readers.of(trust),
                MetricsAddress.of(settings.url(), "").base(),
                new GoogleToken(() -> credentials(settings.credentialsFile(), trust.jdkContext())),
                GoogleKind::toDo,
                context.clock());
        CloudMonitoring cloud = new CloudMonitoring(server, settings.project());
        return CloudSource.open(cloud, settings.tenant(), settings.reread(), settings.catchUp(), context);
    }

    private static GoogleCredentials credentials(@Nullable Path file, @Nullable SSLContext tls) throws SourceException {
        HttpTransportFactory transport = () -> {
            NetHttpTransport.Builder client = new NetHttpTransport.Builder();
            return (tls == null ? client : client.setSslSocketFactory(tls.getSocketFactory())).build();
        };
        try {
            return (file == null ? GoogleCredentials.getApplicationDefault(transport) : read(file, transport))
                    .createScoped(SCOPE);
        } catch (IOException e) {
            // Its sentence may quote the file.
            throw new SourceException(
                    FailureKind.REFUSED,
                    file == null
                            ? "Google's library finds no credentials: name them with credentials-file, or give this"
                                    + " machine a service account"
                            : file + " cannot be read, or holds no credentials of Google");
        }
    }

    private static GoogleCredentials read(Path file, HttpTransportFactory transport) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return GoogleCredentials.fromStream(in, transport);
        }
    }

    private static String toDo(int status) {
        return switch (status) {
            case 400, 404 -> "is project the id of a project?";
            case 401 -> "it believes the token no more: is this host's clock right?";
            case 403 -> "the identity needs the role Monitoring Viewer, and the project the Monitoring API";
            default -> "see Google's status";
        };
    }
}
