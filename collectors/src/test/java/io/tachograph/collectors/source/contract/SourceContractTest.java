package io.tachograph.collectors.source.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.SourceKinds;
import io.tachograph.collectors.source.SourceStatus;
import io.tachograph.collectors.source.Sources;
import io.tachograph.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of source owes to the agent, and to the other sources. */
class SourceContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> ENTRIES = new HashMap<>(ContractEntries.OVER_HTTP);

    static {
        ENTRIES.putAll(ContractEntries.OTHERWISE);
    }

    private static KeyPair key;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKey() throws Exception {
        key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    }

    @BeforeEach
    void files() throws Exception {
        Files.writeString(folder.resolve("listed.json"), "<!doctype html> " + HostilePeer.SECRET);
    }

    private List<ConfiguredSource> open(String kind, int port, int times) throws Exception {
        Files.writeString(folder.resolve("google.json"), serviceAccount(port));
        String keys = Objects.requireNonNull(ENTRIES.get(kind))
                .replace("PORT", Integer.toString(port))
                .replace("FOLDER", folder.toString());
        ObjectNode entry = (ObjectNode)
                JSON.readTree(("{'kind':'" + kind + "','every':'1h','timeout':'3s'," + keys + "}").replace('\'', '"'));
        return new SourceKinds()
                .open(
                        Stream.generate(() -> entry).limit(times).toList(),
                        new SourceContext(
                                "agent",
                                "node",
                                WallClock.ofProcess(),
                                new DiscoveredTargets(),
                                name -> name.equals("KEY") ? HostilePeer.SECRET : null));
    }

    private static String serviceAccount(int port) throws Exception {
        String privateKey = Base64.getEncoder().encodeToString(key.getPrivate().getEncoded());
        return JSON.writeValueAsString(Map.of(
                "type", "service_account",
                "project_id", "shop",
                "private_key_id", "1",
                "private_key", "-----BEGIN PRIVATE KEY-----\n" + privateKey + "\n-----END PRIVATE KEY-----\n",
                "client_email", "reader@shop.iam.gserviceaccount.com",
                "client_id", "1",
                "token_uri", "http://127.0.0.1:" + port + "/token"));
    }

    /** A kind without an entry is one of which nobody knows whether it does what is asked of all. */
    @Test
    void everyKindOnTheClassPath_isHeldToThis() {
        Set<String> found = new TreeSet<>();
        for (SourceKind<?> kind : ServiceLoader.load(SourceKind.class)) {
            found.add(kind.name());
        }
        assertThat(new TreeSet<>(ENTRIES.keySet())).isEqualTo(found);
    }

    static Stream<String> kinds() {
        return ENTRIES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void name_isItsOwn_andTheSameEntryIsNotReadTwice(String kind) throws Exception {
        int port = freePort();
        assertThat(open(kind, port, 1)).hasSize(1);
        assertThatThrownBy(() -> open(kind, port, 2))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("sources[1]: there is a source ")
                .hasMessageNotContaining(HostilePeer.SECRET);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsNotThere_isAFailureThatIsCountedAndSaid(String kind) throws Exception {
        // Of a port that is free somebody may listen to its connections; of one that is taken nobody else may.
        try (ServerSocket taken = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            int port = kind.equals("otlp") ? taken.getLocalPort() : freePort();
            assertFailed(Sources.readOnce(open(kind, port, 1), WallClock.ofProcess()));
        }
    }

    @ParameterizedTest
    @EnumSource(HostilePeer.Deed.class)
    void peerThatDoesWrong_failsTheReading_isGivenUp_andLearnsAndTellsNoSecret(HostilePeer.Deed deed) throws Exception {
        Map<String, HostilePeer> peers = new HashMap<>();
        try {
            List<ConfiguredSource> sources = new ArrayList<>();
            for (String kind : ContractEntries.OVER_HTTP.keySet()) {
                HostilePeer peer = new HostilePeer(deed);
                peers.put(kind, peer);
                sources.addAll(open(kind, peer.port(), 1));
            }
            assertFailed(Sources.readOnce(sources, WallClock.ofProcess()));
            Awaitility.await().untilAsserted(() -> assertThat(held(peers)).isSubsetOf(heldByLibraries(deed)));
        } finally {
            for (HostilePeer peer : peers.values()) {
                peer.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void sourceThatIsClosed_amidAReading_letsGo(String kind) throws Exception {
        try (HostilePeer peer = new HostilePeer(HostilePeer.Deed.SAYS_NOTHING)) {
            Sources sources = new Sources(WallClock.ofProcess(), record -> {});
            sources.set(open(kind, kind.equals("otlp") ? freePort() : peer.port(), 1));
            if (ContractEntries.OVER_HTTP.containsKey(kind)) {
                Awaitility.await().until(peer::isHeld);
            }
            sources.close();
            Awaitility.await().until(() -> !peer.isHeld());
        }
    }

    private static void assertFailed(List<SourceStatus> statuses) {
        assertThat(statuses).isNotEmpty().allSatisfy(status -> {
            assertThat(status.complaint()).as(status.kind()).isNotBlank();
            assertThat(status.failures())
                    .hasSize(1)
                    .doesNotContainKey(FailureKind.INTERNAL)
                    .containsValue(1L);
            assertThat(status.readings()).isZero();
            assertThat(status.toString()).doesNotContain(HostilePeer.SECRET);
        });
    }

    /**
     * What libraries keep whatever we do: fabric8's client reads a list that it asked for to its end, and the JDK's (17.0.15)
     * forgets to close a connection whose head was too long for it.
     */
    private static Set<String> heldByLibraries(HostilePeer.Deed deed) {
        return switch (deed) {
            case NEVER_ENDS -> Set.of("kubernetes");
            case NEVER_ENDS_ITS_HEAD ->
                ContractEntries.OVER_HTTP.keySet().stream()
                        .filter(kind -> !kind.equals("docker"))
                        .collect(Collectors.toSet());
            default -> Set.of();
        };
    }

    /** Kinds whose sources still talk with theirs. */
    private static Set<String> held(Map<String, HostilePeer> peers) {
        return peers.entrySet().stream()
                .filter(peer -> peer.getValue().isHeld())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
