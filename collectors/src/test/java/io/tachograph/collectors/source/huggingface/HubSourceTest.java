package io.tachograph.collectors.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.schemas.avro.InventoryModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hub that answers what was captured of the real one. */
class HubSourceTest {
    private static final String BERT = "google-bert/bert-base-uncased";

    private final List<SpecificRecord> records = new ArrayList<>();
    private final DiscoveredTargets targets = new DiscoveredTargets();
    private Peer peer;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private Source open(@Nullable String token, @Nullable Path cache, String... models) {
        SourceContext context = new SourceContext(
                "agent-1", "host-1", WallClock.ofProcess(), targets, name -> name.equals("HF") ? token : null);
        HubSettings settings = new HubSettings(peer.url(), token == null ? null : "HF", List.of(models), cache, null);
        return new HubKind().open(settings, context).get(0).source();
    }

    private void read(Source source) throws Exception {
        source.read(records::add).toCompletableFuture().get();
    }

    private SourceException failure(Source source) {
        Throwable failure = catchThrowable(() -> read(source));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(failure.getCause())
                .isInstanceOf(SourceException.class)
                .message()
                .doesNotContain("hf_secret");
        return (SourceException) failure.getCause();
    }

    private List<InventoryModel> models() {
        return records.stream().map(InventoryModel.class::cast).toList();
    }

    private static Peer.Answer captured(String name) throws IOException {
        return Peer.bytes(
                200, "application/json", Peer.captured("/io/tachograph/collectors/source/huggingface/" + name));
    }

    private static Peer.Answer json(String body) {
        return Peer.bytes(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static Peer.Answer refused(int status, String code) {
        return exchange -> {
            exchange.getResponseHeaders().set("X-Error-Code", code);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    @Test
    void model_isToldWithItsSizeParametersAndLicence_byItsOldName() throws Exception {
        // Given a target whose model was renamed, as captured
        targets.setModels(Set.of("bert/bert-base-uncased", "/models/local", "bert-base-uncased", "a/b/c", "../x"));
        peer.page("/api/models/bert/bert-base-uncased", exchange -> {
            exchange.getResponseHeaders().set("Location", "/api/models/" + BERT);
            exchange.sendResponseHeaders(307, -1);
        });
        peer.page("/api/models/" + BERT, captured("hf-model-bert-base-uncased.json"));
        peer.page(
                "/api/models/" + BERT + "/tree/86b5e0934494bd15c9632b12f734a8a67f723594",
                json("[{\"type\":\"file\",\"path\":\"model.safetensors\",\"size\":440449768},"
                        + "{\"type\":\"directory\",\"path\":\"coreml\",\"size\":0}]"));
        Source source = open(null, null);

        read(source);

        assertThat(models()).singleElement().satisfies(model -> {
            assertThat(model.getModel()).isEqualTo("bert/bert-base-uncased");
            assertThat(model.getSource()).isEqualTo("huggingface");
            assertThat(model.getTarget()).isNull();
            assertThat(model.getParameters()).isEqualTo(110_106_428L);
            assertThat(model.getSizeBytes()).isEqualTo(4 * 110_106_428L);
            assertThat(model.getQuantization()).isEqualTo("f32");
            assertThat(model.getLicence()).isEqualTo("apache-2.0");
            assertThat(model.getFacts())
                    .containsEntry("renamed_to", BERT)
                    .containsEntry("pipeline_tag", "fill-mask")
                    .containsEntry("architecture", "BertForMaskedLM")
                    .containsEntry("files", "1");
        });
        assertThat(source.details()).isEqualTo("1 found");
        assertThat(peer.paths()).noneMatch(path -> path.contains("local") || path.contains("/c"));
    }

    @Test
    void answers_areKeptForADay_alsoOverARestart() throws Exception {
        peer.page("/api/models/o/m", captured("hf-model-2026-07-empty-config.json"));
        peer.page("/api/models/o/none", Peer.status(404));
        Source source = open(null, folder, "o/m", "o/none");
        read(source);
        int asked = peer.paths().size();

        read(source);
        read(open(null, folder, "o/m", "o/none"));

        assertThat(peer.paths()).hasSize(asked);
        assertThat(models())
                .extracting(InventoryModel::getParameters)
                .containsExactly(27_781_427_952L, 27_781_427_952L);
        assertThat(source.details()).isEqualTo("1 found, 1 missing or private");
    }

    @Test
    void cacheThatIsDamagedOrFromTheFuture_isAskedForAnew() throws Exception {
        peer.page("/api/models/o/m", captured("hf-model-2026-07-empty-config.json"));
        Files.writeString(folder.resolve("o--m.json"), "{\"askedAtMillis\": 99");
        read(open(null, folder, "o/m"));
        String kept = Files.readString(folder.resolve("o--m.json"));
        Files.writeString(
                folder.resolve("o--m.json"),
                kept.replaceFirst("\"askedAtMillis\":\\d+", "\"askedAtMillis\":99999999999999"));

        read(open(null, folder, "o/m"));

        assertThat(peer.paths()).filteredOn("/api/models/o/m"::equals).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        ", 401, RepoNotFound, 1 missing private or gated",
        "hf_secret, 401, RepoNotFound, 1 missing private or gated",
        ", 401, GatedRepo, 1 gated",
        "hf_secret, 403, GatedRepo, 1 gated",
        "hf_secret, 404, RepoNotFound, 1 missing or private",
    })
    void modelThatMayNotBeRead_isNoFailure_andNotAskedForAgain(
            @Nullable String token, int status, String code, String details) throws Exception {
        peer.page("/api/models/o/m", refused(status, code));
        Source source = open(token, null, "o/m");

        read(source);
        read(source);

        assertThat(source.details()).isEqualTo(details);
        assertThat(peer.paths()).hasSize(1);
    }

    @Test
    void gatedFiles_leaveTheFactsReadable() throws Exception {
        peer.page("/api/models/o/m", json("{\"id\":\"o/m\",\"gated\":\"manual\",\"sha\":\"abc\"}"));
        peer.page("/api/models/o/m/tree/abc", refused(401, "GatedRepo"));

        read(open(null, null, "o/m"));

        assertThat(models())
                .singleElement()
                .satisfies(model -> assertThat(model.getFacts())
                        .containsEntry("gated", "manual")
                        .containsEntry("files", "not readable"));
    }

    @Test
    void badToken_failsTheReading() {
        peer.page("/api/models/o/m", Peer.status(401));

        SourceException failure = failure(open("hf_secret", null, "o/m"));

        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(failure).hasMessageContaining("the token is not valid");
    }

    @Test
    void hubThatHasEnough_isLeftAlone_andTheRestIsAskedLater() throws Exception {
        peer.page("/api/models/o/a", json("{\"id\":\"o/a\",\"sha\":\"s\"}"));
        peer.page("/api/models/o/a/tree/s", exchange -> {
            exchange.getResponseHeaders().set("RateLimit", "\"api\";r=0;t=55");
            json("[]").to(exchange);
        });
        peer.page("/api/models/o/b", json("{\"id\":\"o/b\"}"));
        Source source = open(null, null, "o/a", "o/b");

        assertThat(failure(source).kind()).isEqualTo(FailureKind.LIMITED);
        assertThat(failure(source).kind()).isEqualTo(FailureKind.LIMITED);

        assertThat(peer.paths()).hasSize(2).noneMatch(path -> path.contains("o/b"));
        assertThat(source.details()).isEqualTo("1 found, 1 not asked for yet");
        assertThat(models()).extracting(InventoryModel::getModel).containsExactly("o/a");
    }

    @Test
    void hubThatRedirectsForEver_isGivenUp() {
        peer.page("/api/models/o/m", exchange -> {
            exchange.getResponseHeaders().set("Location", "/api/models/o/m");
            exchange.sendResponseHeaders(307, -1);
        });

        assertThat(failure(open(null, null, "o/m"))).hasMessageContaining("redirects in a loop");
        assertThat(peer.paths()).hasSize(4);
    }

    @Test
    void filesOverPages_addUp_andAreNotFollowedElsewhere() throws Exception {
        peer.page("/api/models/o/m", json("{\"id\":\"o/m\",\"sha\":\"s\",\"tags\":[\"gguf\",\"license:mit\"]}"));
        peer.page("/api/models/o/m/tree/s", exchange -> {
            boolean second = exchange.getRequestURI().getQuery().contains("cursor");
            if (!second) {
                exchange.getResponseHeaders()
                        .set(
                                "Link",
                                "<" + peer.url() + "/api/models/o/m/tree/s?recursive=true&cursor=x>; rel=\"next\"");
            }
            json("[{\"type\":\"file\",\"path\":\"model-0000" + (second ? 2 : 1)
                            + ".safetensors\",\"size\":" + (second ? 5 : 7) + "},"
                            + "{\"type\":\"file\",\"path\":\"consolidated.safetensors\",\"size\":12}]")
                    .to(exchange);
        });
        read(open(null, null, "o/m"));
        assertThat(models())
                .extracting(InventoryModel::getSizeBytes, InventoryModel::getQuantization, InventoryModel::getLicence)
                .containsExactly(tuple(12L, "gguf", "mit"));

        peer.page("/api/models/o/m/tree/s", exchange -> {
            exchange.getResponseHeaders().set("Link", "<http://elsewhere.example/tree>; rel=\"next\"");
            json("[]").to(exchange);
        });
        assertThat(failure(open("hf_secret", null, "o/m"))).hasMessageContaining("goes on at another host");
    }
}
