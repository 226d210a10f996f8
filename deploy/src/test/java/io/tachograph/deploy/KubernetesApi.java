package io.tachograph.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A server of Kubernetes' API, as a kubeconfig with a token names it. Thread-safe. */
final class KubernetesApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it answered; the body of a refusal says why. */
    record Answer(int status, JsonNode body) {}

    private final HttpClient client;
    private final String url;
    private final String token;

    KubernetesApi(Path kubeconfig) throws IOException, GeneralSecurityException {
        JsonNode config = Yaml.of(kubeconfig);
        JsonNode cluster = config.at("/clusters/0/cluster");
        url = cluster.path("server").asText();
        token = config.at("/users/0/user/token").asText();
        client = HttpClient.newBuilder()
                .sslContext(
                        trusting(Path.of(cluster.path("certificate-authority").asText())))
                .build();
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, "application/json", null);
    }

    Answer post(String path, JsonNode body) throws IOException, InterruptedException {
        return call("POST", path, "application/json", body);
    }

    Answer patch(String path, String body) throws IOException, InterruptedException {
        return call("PATCH", path, "application/merge-patch+json", JSON.readTree(body));
    }

    /**
     * Where resources of a kind are.
     *
     * @throws IOException when the server does not know the kind
     */
    String folder(JsonNode resource, String namespace) throws IOException, InterruptedException {
        String version = resource.path("apiVersion").asText();
        String group = (version.contains("/") ? "/apis/" : "/api/") + version;
        for (JsonNode known : get(group).body().path("resources")) {
            if (known.path("kind").equals(resource.path("kind"))
                    && !known.path("name").asText().contains("/")) {
                return group
                        + (known.path("namespaced").asBoolean() ? "/namespaces/" + namespace : "")
                        + "/"
                        + known.path("name").asText();
            }
        }
        throw new IOException("no " + resource.path("kind") + " in " + group);
    }

    private Answer call(String method, String path, String type, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }
}
