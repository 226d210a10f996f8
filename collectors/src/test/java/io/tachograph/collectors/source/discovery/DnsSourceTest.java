package io.tachograph.collectors.source.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsSourceTest {
    private static final String NAME = "vllm.models.svc.cluster.local.";

    private final DiscoveredTargets targets = new DiscoveredTargets();
    private NameServer server;
    private DnsSource source;
    private @Nullable SourceException said;

    @BeforeEach
    void start() throws Exception {
        server = new NameServer();
        source = source(Duration.ofHours(1));
    }

    @AfterEach
    void stop() {
        source.close();
        server.close();
    }

    private DnsSource source(Duration keep) {
        return new DnsSource(
                "dns", new DnsSettings(NAME, 8000, "127.0.0.1:" + server.port(), keep, template()), targets);
    }

    private static TargetTemplate template() {
        return new TargetTemplate("http", "m", null, "vllm", null, null, null, null, false);
    }

    private List<String> read() {
        Throwable failure = catchThrowable(
                () -> source.read(record -> {}).toCompletableFuture().get());
        said = failure == null ? null : (SourceException) failure.getCause();
        return targets.all().stream()
                .map(found -> found.config().url().getHost())
                .toList();
    }

    @Test
    void everyAddress_isATarget_andFollowsTheAnswers() {
        server.answers(NameServer.OK, "10.0.0.2", "10.0.0.1");
        assertThat(read()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(said).isNull();

        server.answers(NameServer.OK, "10.0.0.3");
        assertThat(read()).containsExactly("10.0.0.3");
    }

    @Test
    void nameThatDoesNotExist_orHasNoAddress_isAnAnswer() {
        for (int code : List.of(NameServer.NO_SUCH_NAME, NameServer.OK)) {
            server.answers(NameServer.OK, "10.0.0.1");
            assertThat(read()).containsExactly("10.0.0.1");

            server.answers(code);
            assertThat(read()).as("code " + code).isEmpty();
            assertThat(said).hasMessageContaining("has no address, so nothing is watched");
            assertThat(said).extracting(SourceException::kind).isEqualTo(FailureKind.UNAVAILABLE);
        }
    }

    @Test
    void serverThatCannotTell_isNone_soTargetsStay() {
        server.answers(NameServer.OK, "10.0.0.1");
        assertThat(read()).containsExactly("10.0.0.1");

        for (int code : List.of(NameServer.FAILURE, NameServer.SILENCE)) {
            server.answers(code);
            assertThat(read()).as("code " + code).containsExactly("10.0.0.1");
            assertThat(said).hasMessageContaining("no name server answers").hasMessageContaining("stay");
            assertThat(said).extracting(SourceException::kind).isEqualTo(FailureKind.UNREACHABLE);
        }
    }

    @Test
    void targetsOfASilentServer_goWhenTheyHaveStayedLongEnough() {
        source = source(Duration.ZERO);
        server.answers(NameServer.OK, "10.0.0.1");
        assertThat(read()).containsExactly("10.0.0.1");

        server.answers(NameServer.FAILURE);
        assertThat(read()).isEmpty();
        assertThat(said).hasMessageContaining("for longer than targets are kept");

        server.answers(NameServer.OK, "10.0.0.1");
        assertThat(read()).containsExactly("10.0.0.1");
    }
}
