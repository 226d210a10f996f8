package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tachograph.client.http.arrival.HandRead;
import org.junit.jupiter.api.Test;

/** Which stamp an exchange gets when the connection's was before the exchange itself. */
class SocketStampsTest {
    private static final long MICRO = 1_000;
    private static final long NOW = 5_000_000_000L;

    private final HandRead socket = new HandRead();
    private final SocketStamps stamps = new SocketStamps(socket.reads());
    private final EmbeddedChannel channel = new EmbeddedChannel(stamps);

    private void readAt(long nanos) {
        socket.readAt(nanos);
        channel.writeInbound("what was read");
    }

    /** Another stream's packet came first, and both were read in good time: with HTTP/2 no reason to doubt the kernel. */
    @Test
    void packetForAnotherExchangeFromBeforeThisOne_doesNotMakeThisOnesImpossible() {
        long sent = NOW - 100 * MICRO;
        socket.arrive(NOW - 200 * MICRO).arrive(NOW - 50 * MICRO);
        readAt(NOW);

        assertThat(stamps.arrivalNanosAfter(NOW - 900 * MICRO))
                .as("the other's")
                .isEqualTo(NOW - 200 * MICRO);
        assertThat(stamps.arrivalNanosAfter(sent)).as("at most 0.25 ms late").isEqualTo(NOW);
        assertThat(stamps.arrivalNanosAfter(NOW))
                .as("the next in the same read")
                .isEqualTo(NOW);
        assertThat(stamps.arrivalNanosAfter(NOW - 900 * MICRO))
                .as("the other's")
                .isEqualTo(NOW - 200 * MICRO);
        assertThat(stamps.byKernel()).isTrue();
        assertThat(socket.counts.sum().impossible()).isZero();
    }

    /** A late read ends where the stamp changes, so all that it brings came then: before the request, which cannot be. */
    @Test
    void lateReadFromBeforeTheRequest_isImpossible_andHasTheReading() {
        socket.arrive(NOW - 2_000 * MICRO).arrive(NOW - 50 * MICRO);
        readAt(NOW);

        assertThat(stamps.arrivalNanosAfter(NOW - 100 * MICRO)).isEqualTo(NOW);
        assertThat(stamps.byKernel()).isFalse();
        assertThat(socket.counts.sum().impossible()).isEqualTo(1);
    }

    @Test
    void clocksThatDifferByTheirNoise_areNoContradiction() {
        socket.arrive(NOW - 50 * MICRO);
        readAt(NOW);

        assertThat(stamps.arrivalNanosAfter(NOW - 49 * MICRO)).isEqualTo(NOW - 49 * MICRO);
        assertThat(stamps.byKernel()).isTrue();
        assertThat(socket.counts.sum().impossible()).isZero();
    }
}
