package io.tachograph.collectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.clock.WallClock;
import io.tachograph.config.TargetSection;
import io.tachograph.schemas.avro.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final Heartbeat RECORD = new Heartbeat("target", "agent", 1L);

    private final List<SpecificRecord> published = new CopyOnWriteArrayList<>();
    private final DiscoveredTargets targets = new DiscoveredTargets();
    private final Sources sources = new Sources(WallClock.ofProcess(), published::add);

    @AfterEach
    void close() {
        sources.close();
    }

    @Test
    void source_isReadAgainAndAgain_andItsRecordsArePublished() {
        ScriptedSource source = new ScriptedSource((number, records) -> {
            records.accept(RECORD);
            return CompletableFuture.completedFuture(null);
        });
        sources.set(List.of(configured("a", source)));

        Awaitility.await().until(() -> status("a").readings() >= 3);

        assertThat(published).contains(RECORD);
        assertThat(status("a").complaint()).isNull();
        assertThat(status("a").lastSuccessMicros()).isNotNull();
        assertThat(status("a").failures()).isEmpty();
    }

    @Test
    void failures_areCountedByKind_andTheComplaintGoesWhenItWorksAgain() {
        sources.set(List.of(configured("a", new ScriptedSource((number, records) -> {
            if (number == 0) {
                throw new SourceException(FailureKind.REFUSED, "the key is wrong");
            }
            if (number == 1) {
                throw new IllegalStateException("oops");
            }
            if (number == 2) {
                records.accept(RECORD);
                return CompletableFuture.failedFuture(new SourceException(FailureKind.MALFORMED, "cut off"));
            }
            return CompletableFuture.completedFuture(null);
        }))));

        Awaitility.await().until(() -> status("a").readings() >= 1);

        assertThat(status("a").failures())
                .isEqualTo(Map.of(FailureKind.REFUSED, 1L, FailureKind.INTERNAL, 1L, FailureKind.MALFORMED, 1L));
        assertThat(status("a").complaint()).isNull();
        assertThat(status("a").records()).isEqualTo(1);
        assertThat(published).hasSize(1);
    }

    @Test
    void whatForeignExceptionsSay_isInNoComplaint() {
        sources.set(List.of(configured("a", new ScriptedSource((number, records) -> {
            throw number == 0 ? new NumberFormatException("For input: secret") : new IllegalStateException("secret");
        }))));

        Awaitility.await().until(() -> status("a").failures().getOrDefault(FailureKind.INTERNAL, 0L) >= 2);

        assertThat(status("a").complaint()).isEqualTo("a bug in a source of this kind; the agent's log has it");
    }

    @Test
    void readingThatBlocks_isGivenUp_holdsUpNobodyElse_andIsNotStartedTwice() {
        CountDownLatch forEver = new CountDownLatch(1);
        ScriptedSource blocking = new ScriptedSource((number, records) -> {
            forEver.await();
            return CompletableFuture.completedFuture(null);
        });
        sources.set(List.of(
                new ConfiguredSource(
                        new NamedSource("blocks", blocking),
                        "test",
                        Duration.ofMillis(100),
                        Duration.ofMillis(50),
                        "blocks"),
                configured("well", ScriptedSource.well())));

        Awaitility.await()
                .until(() -> status("well").readings() >= 3 && status("blocks").missed() >= 2);

        assertThat(blocking.readings).hasValue(1);
        assertThat(status("blocks").failures()).isEqualTo(Map.of(FailureKind.TIMEOUT, 1L));
        assertThat(status("blocks").complaint()).isEqualTo("no answer within 0.05 s");
        forEver.countDown();
        Awaitility.await().until(() -> status("blocks").readings() >= 1);
    }

    @Test
    void asynchronousReadingThatTakesTooLong_isCancelled() {
        List<CompletableFuture<Void>> pending = new CopyOnWriteArrayList<>();
        sources.set(List.of(new ConfiguredSource(
                new NamedSource("slow", new ScriptedSource((number, records) -> {
                    CompletableFuture<Void> never = new CompletableFuture<>();
                    pending.add(never);
                    return never;
                })),
                "test",
                Duration.ofMillis(100),
                Duration.ofMillis(20),
                "slow")));

        Awaitility.await().until(() -> pending.size() >= 2);

        assertThat(pending.get(0)).isCancelled();
    }

    @Test
    void sourceThatSaysSomethingChanged_isReadBeforeItsTurn_andNotOncePerChange() {
        ScriptedSource source = ScriptedSource.well();
        sources.set(List.of(new ConfiguredSource(
                new NamedSource("a", source), "test", Duration.ofDays(1), Duration.ofSeconds(5), "a")));
        Awaitility.await().until(() -> status("a").readings() == 1);

        for (int i = 0; i < 1000; i++) {
            source.soon.run();
        }

        Awaitility.await().until(() -> status("a").readings() == 2);
        assertThat(status("a").missed()).isZero();
        source.soon.run();
        Awaitility.await().until(() -> status("a").readings() >= 3);
        assertThat(source.readings.get()).isLessThan(10);
    }

    @Test
    void change_leavesAloneWhatStays_endsWhatGoes_andBeginsWhatComes() {
        ScriptedSource stays = ScriptedSource.well();
        ScriptedSource staysOpenedAgain = ScriptedSource.well();
        ScriptedSource goes = ScriptedSource.well();
        ScriptedSource comes = ScriptedSource.well();
        sources.set(List.of(configured("stays", stays), configured("goes", goes)));
        Awaitility.await()
                .until(() -> status("stays").readings() >= 1 && status("goes").readings() >= 1);

        sources.set(List.of(configured("comes", comes), configured("stays", staysOpenedAgain)));

        assertThat(sources.statuses()).extracting(SourceStatus::name).containsExactly("comes", "stays");
        assertThat(goes.closed).isTrue();
        assertThat(stays.closed).isFalse();
        Awaitility.await().until(() -> status("comes").readings() >= 1);
        assertThat(staysOpenedAgain.readings).hasValue(0);
    }

    @Test
    void targetsThatASourceFound_stayWithIt_throughItsFailures_andGoWithIt() throws SourceException {
        sources.set(List.of(configured("finds", new ScriptedSource((number, records) -> {
            if (number > 0) {
                throw new SourceException(FailureKind.UNREACHABLE, "away");
            }
            targets.replace("finds", List.of(found("http://host:1")));
            return CompletableFuture.completedFuture(null);
        }))));
        Awaitility.await().until(() -> !status("finds").failures().isEmpty());
        assertThat(targets.all()).containsExactly(found("http://host:1"));

        targets.retain(Set.of());
        assertThat(targets.all()).isEmpty();
        targets.replace("finds", List.of(found("http://host:2")));
        assertThat(targets.all()).as("a reading that outlived its source").isEmpty();
    }

    private static DiscoveredTarget found(String url) {
        return new DiscoveredTarget(TargetSection.of(url, "model", null).toTarget(), true);
    }

    @Test
    void check_readsEachOnce_andClosesIt() {
        ScriptedSource works = ScriptedSource.well();
        ScriptedSource fails = new ScriptedSource((number, records) -> {
            throw new SourceException(FailureKind.UNREACHABLE, "nobody answers");
        });

        List<SourceStatus> statuses = Sources.readOnce(
                List.of(configured("works", works), configured("fails", fails)), WallClock.ofProcess());

        assertThat(statuses).extracting(SourceStatus::complaint).containsExactly(null, "nobody answers");
        assertThat(works.readings).hasValue(1);
        assertThat(works.closed).isTrue();
        assertThat(fails.closed).isTrue();
    }

    private SourceStatus status(String name) {
        return sources.statuses().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ConfiguredSource configured(String name, Source source) {
        return new ConfiguredSource(
                new NamedSource(name, source), "test", Duration.ofMillis(100), Duration.ofSeconds(30), name);
    }
}
