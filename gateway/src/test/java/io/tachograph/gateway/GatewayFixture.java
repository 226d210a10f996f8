package io.tachograph.gateway;

import static org.awaitility.Awaitility.await;

import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.schemas.avro.RequestTiming;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A gateway before targets that a test has started, with one caller, and the records that it publishes. */
final class GatewayFixture implements AutoCloseable {
    static final String CALLERS_KEY = "caller-key-0123456789";
    static final String TARGETS_KEY = "target-key-abcdefghij";
    static final String MODEL = "tiny";

    final List<RequestTiming> records = new CopyOnWriteArrayList<>();
    /** Slugs of targets that probes have found failing. */
    final Set<String> doubted = ConcurrentHashMap.newKeySet();

    final AtomicLong tokens = new AtomicLong();
    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    final Gateway gateway;

    private GatewayFixture(String yaml) throws Exception {
        Path file = Files.createTempFile("gateway", ".yml");
        try {
            Files.writeString(file, yaml);
            TachographConfig config = ConfigFile.read(file, Map.of());
            EventPublisher publisher = this::publish;
            gateway = Gateway.start(
                    config,
                    ConfiguredTargets.of(config).targets(),
                    "gateway-1",
                    Map.of("TARGET_KEY", TARGETS_KEY)::get,
                    this::admit,
                    doubted::contains,
                    publisher);
        } finally {
            Files.delete(file);
        }
    }

    private void publish(SpecificRecord record) {
        records.add((RequestTiming) record);
    }

    private Admission admit(@Nullable String key) {
        return CALLERS_KEY.equals(key)
                ? Admission.of("acme", Map.of("RateLimit-Remaining", "9"), tokens::addAndGet)
                : Admission.refused(Admission.Verdict.UNKNOWN_KEY, "Could not validate API key", Map.of());
    }

    static GatewayFixture before(URI... targets) throws Exception {
        return with("", targets);
    }

    /** @param settings further lines of the section, each ended */
    static GatewayFixture with(String settings, URI... targets) throws Exception {
        StringBuilder yaml = new StringBuilder("targets:\n");
        for (URI target : targets) {
            yaml.append(target(target, MODEL, "openai-chat"));
        }
        return of(settings, yaml.toString());
    }

    static GatewayFixture of(String settings, String targets) throws Exception {
        // A test that ends has no patience with streams that do not.
        String impatient = settings.contains("drain-limit") ? "" : "  drain-limit: 0s\n";
        return new GatewayFixture("gateway:\n  host: 127.0.0.1\n  port: 0\n" + impatient + settings + targets);
    }

    static String target(URI url, String model, String api) {
        return "- {url: '" + url + "', model: " + model + ", api: " + api + ", api-key-env: TARGET_KEY}\n";
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    static String chat(String further) {
        return "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"How far away?\"}]" + further
                + "}";
    }

    HttpRequest.Builder posting(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + CALLERS_KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(posting(path, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("x-api-key", CALLERS_KEY)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The only record so far, once it is there. */
    RequestTiming record() {
        return records(1).get(0);
    }

    /** The records by their attempts, once there are so many. */
    List<RequestTiming> records(int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> records.size() >= count);
        return records.stream()
                .sorted(Comparator.comparingInt(RequestTiming::getAttempt))
                .toList();
    }

    static String id(RequestTiming record) {
        ByteBuffer id = ByteBuffer.wrap(record.getRequestId().bytes());
        return new UUID(id.getLong(0), id.getLong(8)).toString();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
