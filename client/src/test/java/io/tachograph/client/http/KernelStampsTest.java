package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tachograph.client.http.arrival.KernelStamps;
import io.tachograph.client.http.arrival.ThisKernel;
import io.tachograph.schemas.avro.StampSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event loop is held up while an answer arrives: its stamps must not notice. */
class KernelStampsTest {
    private static final long HELD_UP_NANOS = 200_000_000;
    private static final int WARM_UP = 1_000;
    private static final String IPV4 = "127.0.0.1";
    private static final String IPV6 = "::1";

    private final ExecutorService server = Executors.newSingleThreadExecutor();
    private HttpClient client = HttpClient.start(config().build());

    @BeforeEach
    void onlyWhereThereAreStamps() throws Exception {
        ThisKernel.mustStamp();
    }

    @AfterEach
    void close() {
        client.close();
        server.shutdownNow();
    }

    private static HttpClientConfig.Builder config() {
        return HttpClientConfig.builder().eventLoops(1).settle(Duration.ZERO).tls(TlsConfig.unverified());
    }

    private static InetAddress on(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }

    private static URI url(String address, URI url) {
        String host = address.equals(IPV6) ? "[" + address + "]" : address;
        return URI.create(url.getScheme() + "://" + host + ":" + url.getPort());
    }

    private void startClient(HttpClientConfig other, HttpClient.Stamping stamping) {
        client.close();
        client = HttpClient.start(other, stamping);
    }

    @ParameterizedTest
    @ValueSource(strings = {IPV4, IPV6})
    void http1_hasTheArrivals_notTheReads(String address) throws Exception {
        ThisKernel.mustHave(address);
        HeldUp held = new HeldUp();
        try (ScriptedServer plain = ScriptedServer.start(on(address), (request, wire) -> answer(wire, held))) {
            held.check(url(address, plain.url()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {IPV4, IPV6})
    void http1OverTls_hasTheArrivals_notTheReads(String address) throws Exception {
        ThisKernel.mustHave(address);
        HeldUp held = new HeldUp();
        try (ScriptedServer tls = ScriptedServer.start(
                TestCertificate.LOCALHOST.serverSocket(on(address)), (request, wire) -> answer(wire, held))) {
            held.check(url(address, tls.url()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {IPV4, IPV6})
    void http2_hasTheArrivals_notTheReads(String address) throws Exception {
        ThisKernel.mustHave(address);
        startClient(config().version(HttpVersion.HTTP_2).build(), KernelStamps::ofThisSystem);
        HeldUp held = new HeldUp();
        try (Http2TestServer plain = Http2TestServer.start(on(address), null, stream -> answer(stream, held))) {
            held.check(url(address, plain.url()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {IPV4, IPV6})
    void http2OverTls_hasTheArrivals_notTheReads(String address) throws Exception {
        ThisKernel.mustHave(address);
        startClient(config().version(HttpVersion.HTTP_2).build(), KernelStamps::ofThisSystem);
        HeldUp held = new HeldUp();
        try (Http2TestServer tls =
                Http2TestServer.start(on(address), TestCertificate.LOCALHOST, stream -> answer(stream, held))) {
            held.check(url(address, tls.url()));
        }
    }

    @Test
    void withoutTheKernel_theReadsAreStamped_andSaidToBe() throws Exception {
        startClient(config().build(), counts -> null);
        HeldUp held = new HeldUp();
        try (ScriptedServer plain = ScriptedServer.start((request, wire) -> answer(wire, held))) {
            held.armed = true;
            RecordingListener listener = exchange(plain.url());

            assertThat(listener.source).isEqualTo(StampSource.READ);
            assertThat(listener.stamps.subList(1, listener.stamps.size()))
                    .allSatisfy(stamp -> assertThat(stamp).isGreaterThanOrEqualTo(held.releasedNanos));
        }
    }

    @Test
    void clientOfManyLoops_asksOnceWhetherThereAreStamps() {
        AtomicInteger asked = new AtomicInteger();
        startClient(config().eventLoops(3).build(), counts -> {
            asked.incrementAndGet();
            return null;
        });

        assertThat(asked).hasValue(1);
    }

    @Test
    void withoutTheNativePartOfJna_theReadsAreStamped() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djna.noclasspath=true",
                        "-Djna.nosys=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutJna.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(WithoutJna.READ);
    }

    @Test
    void stampsLaterThanTheRead_areReplacedByTheReading_andCounted() throws Exception {
        refuses(() -> wallNanos() - 3_600_000_000_000L);
    }

    @Test
    void stampsFromBeforeTheRequest_areReplacedByTheReading_andCounted() throws Exception {
        refuses(() -> wallNanos() + 3_600_000_000_000L);
    }

    private void refuses(LongSupplier wall) throws Exception {
        startClient(config().build(), counts -> () -> ThisKernel.withWallClock(wall, counts));
        try (ScriptedServer plain = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "x"))) {
            // The first packets after stamping was turned on may have no stamp at all.
            for (int i = 0; i < WARM_UP && client.counters().stamps().impossible() == 0; i++) {
                long before = System.nanoTime();
                RecordingListener listener = exchange(plain.url());

                assertThat(listener.source).isEqualTo(StampSource.READ);
                assertThat(listener.stamps)
                        .isSorted()
                        .allSatisfy(stamp -> assertThat(stamp).isBetween(before, System.nanoTime()));
            }
            assertThat(client.counters().stamps().impossible()).isPositive();
        }
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private RecordingListener exchange(URI url) throws Exception {
        RecordingListener listener = new RecordingListener();
        HttpCall call = new HttpCall(HttpMethod.GET, "/", new DefaultHttpHeaders(), "", Duration.ofSeconds(20));
        Exchange unused = client.send(HttpEndpoint.of(url), call, listener);
        assertThat(listener.awaitEnd()).isEqualTo("complete");
        return listener;
    }

    private static void answer(ScriptedServer.Wire wire, HeldUp held) throws IOException {
        held.around(() -> wire.send("200 OK", "", "x"));
    }

    private void answer(Http2TestStream stream, HeldUp held) {
        // Not on the server's loop, which has to write meanwhile.
        server.execute(() -> {
            try {
                held.around(() -> stream.answer("x").awaitFlushed());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    /** Holds the client's loop up from before the server writes until long after. */
    private final class HeldUp {
        private volatile boolean armed;
        private volatile long beforeNanos;
        private volatile long afterNanos;
        private volatile long releasedNanos;

        void around(Write write) throws IOException {
            if (!armed) {
                write.run();
                return;
            }
            CountDownLatch holding = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            client.loops().get(0).execute(() -> {
                holding.countDown();
                await(released);
            });
            await(holding);
            beforeNanos = System.nanoTime();
            write.run();
            afterNanos = System.nanoTime();
            long until = afterNanos + HELD_UP_NANOS;
            for (long left = HELD_UP_NANOS; left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            releasedNanos = System.nanoTime();
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The kernel takes a packet in while the server writes it, or soon after; the read comes long after that. */
        void check(URI url) throws Exception {
            // The first packets after stamping was turned on may have none.
            StampSource warm = StampSource.READ;
            for (int i = 0; i < WARM_UP && warm != StampSource.KERNEL; i++) {
                warm = exchange(url).source;
            }
            armed = true;
            RecordingListener listener = exchange(url);

            assertThat(listener.source).isEqualTo(StampSource.KERNEL);
            assertThat(listener.stamps).isSorted();
            assertThat(listener.stamps.subList(1, listener.stamps.size()))
                    .allSatisfy(stamp -> assertThat(stamp).isBetween(beforeNanos, afterNanos + HELD_UP_NANOS / 2));
            assertThat(listener.stamps.get(0)).isLessThan(beforeNanos);
        }
    }
}
