package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.tachograph.collectors.source.http.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the libraries of AWS and Google find where no credentials are named: in the environment, in files and at what stands for a
 * machine's own server. Each search is that of a process of its own with an environment of the test's, so that nothing of this
 * machine is found, and nothing is asked but the loopback address.
 */
class DefaultCredentialsTest {
    private static final String KEY = """
            {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "AKID", "SecretAccessKey": "%s", "Token": "session-1",
             "LastUpdated": "2026-01-01T00:00:00Z", "Expiration": "2100-01-01T00:00:00Z"}""".formatted(Read.SECRET);

    @TempDir
    private Path folder;

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
        peer.page("/", this::aws);
        peer.page("/v3/projects/shop-1/timeSeries", Peer.closed("ya29", json("{}")));
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private static Peer.Answer json(String body) {
        return Peer.bytes(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** CloudWatch, and what gives out sessions for a token of Kubernetes. */
    private void aws(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.contains("AssumeRoleWithWebIdentity")) {
            tokens.add(text);
            Peer.bytes(200, "text/xml", """
                    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                     <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKID</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey><SessionToken>session-1</SessionToken>
                      <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
                    </AssumeRoleWithWebIdentityResponse>""".formatted(Read.SECRET).getBytes(StandardCharsets.UTF_8))
                    .to(exchange);
            return;
        }
        try {
            boolean signed = SigV4.isSigned("POST", "/", "", exchange.getRequestHeaders()::getFirst, body, Read.SECRET);
            (signed ? json("{\"MetricDataResults\": []}") : Peer.status(403)).to(exchange);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private String read(String cloud, Map<String, String> environment) throws Exception {
        Path outcome = folder.resolve("outcome");
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ReadOnce.class.getName(),
                cloud,
                peer.url(),
                outcome.toString());
        process.environment().clear();
        process.environment().putAll(environment);
        Path log = folder.resolve("log");
        process.redirectErrorStream(true).redirectOutput(log.toFile());
        assertThat(process.start().waitFor()).as(() -> log(log)).isZero();
        assertThat(log(log)).doesNotContain(Read.SECRET);
        return Files.readString(outcome);
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aws_findsAKeyInTheEnvironment() throws Exception {
        assertThat(read("aws", Map.of("AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", Read.SECRET)))
                .isEqualTo(ReadOnce.WORKED);
    }

    @Test
    void aws_findsAProfileInItsFile() throws Exception {
        Path file = Files.writeString(
                folder.resolve("credentials"),
                "[reader]\naws_access_key_id = AKID\naws_secret_access_key = " + Read.SECRET + "\n");

        assertThat(read("aws", Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString(), "AWS_PROFILE", "reader")))
                .isEqualTo(ReadOnce.WORKED);
    }

    @Test
    void aws_asksWhatAContainerIsGiven() throws Exception {
        peer.page("/container", exchange -> {
            boolean known = "tok".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            (known ? json(KEY) : Peer.status(403)).to(exchange);
        });

        assertThat(read(
                        "aws",
                        Map.of(
                                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                peer.url() + "/container",
                                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                "tok")))
                .isEqualTo(ReadOnce.WORKED);
    }

    @Test
    void aws_asksItsMachine() throws Exception {
        String role = "/latest/meta-data/iam/security-credentials/";
        peer.page("/latest/api/token", exchange -> {
            exchange.getResponseHeaders().set("x-aws-ec2-metadata-token-ttl-seconds", "21600");
            Peer.bytes(200, "text/plain", "t".getBytes(StandardCharsets.UTF_8)).to(exchange);
        });
        peer.page(role, "text/plain", "reader");
        peer.json(role + "reader", KEY);

        assertThat(read("aws", Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", peer.url())))
                .isEqualTo(ReadOnce.WORKED);
    }

    @Test
    void aws_showsTheTokenOfItsPod() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "token-of-the-pod");

        assertThat(read(
                        "aws",
                        Map.of(
                                "AWS_ROLE_ARN",
                                "arn:aws:iam::1:role/reader",
                                "AWS_WEB_IDENTITY_TOKEN_FILE",
                                token.toString(),
                                "AWS_REGION",
                                "eu-central-1",
                                "AWS_ENDPOINT_URL_STS",
                                peer.url())))
                .isEqualTo(ReadOnce.WORKED);
        assertThat(tokens).singleElement().asString().contains("token-of-the-pod");
    }

    @Test
    void aws_thatFindsNothing_saysSo() throws Exception {
        assertThat(read("aws", Map.of("AWS_EC2_METADATA_DISABLED", "true")))
                .contains("the AWS SDK finds no credentials", "access-key-id-env");
    }

    @Test
    void google_findsTheFileThatItsVariableNames() throws Exception {
        peer.json("/token", "{\"access_token\": \"ya29\", \"expires_in\": 3599, \"token_type\": \"Bearer\"}");
        Path file = GoogleKey.make().write(folder.resolve("key.json"), peer.url());

        assertThat(read("google", Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString())))
                .isEqualTo(ReadOnce.WORKED);
    }

    @Test
    void google_findsTheFileThatGcloudWrote() throws Exception {
        peer.json("/token", "{\"access_token\": \"ya29\", \"expires_in\": 3599, \"token_type\": \"Bearer\"}");
        GoogleKey.make().write(folder.resolve("application_default_credentials.json"), peer.url());

        assertThat(read("google", Map.of("CLOUDSDK_CONFIG", folder.toString()))).isEqualTo(ReadOnce.WORKED);
    }

    @Test
    void google_asksItsMachine() throws Exception {
        Peer.Answer machine = exchange -> {
            exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
            json("{\"access_token\": \"ya29\", \"expires_in\": 3599, \"token_type\": \"Bearer\"}")
                    .to(exchange);
        };
        peer.page("/", machine);
        peer.page("/computeMetadata/v1/instance/service-accounts/default/token", machine);

        assertThat(read("google", Map.of("GCE_METADATA_HOST", peer.url().replace("http://", ""))))
                .isEqualTo(ReadOnce.WORKED);
    }

    @Test
    void google_thatFindsNothing_saysSo() throws Exception {
        assertThat(read("google", Map.of("NO_GCE_CHECK", "true")))
                .contains("Google's library finds no credentials", "credentials-file");
    }
}
