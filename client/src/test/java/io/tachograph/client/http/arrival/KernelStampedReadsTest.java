package io.tachograph.client.http.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelStampedReadsTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long DIFFERENCE = 1_700_000_000_000_000_000L;

    private final PacketQueue socket = new PacketQueue();
    private final StampCounts counts = new StampCounts();
    private final ChannelConfig config = new EmbeddedChannel().config();
    private long now = -MILLI;
    private long step;
    private final KernelStampedReads reads = new KernelStampedReads(
            0,
            socket,
            new WallClockOffset(() -> now, () -> now + DIFFERENCE + step),
            counts,
            new AdaptiveRecvByteBufAllocator(64, 1024, 1024).maxMessagesPerRead(1));

    private final RecvByteBufAllocator.ExtendedHandle handle = handle();

    @SuppressWarnings("deprecation")
    private RecvByteBufAllocator.ExtendedHandle handle() {
        return (RecvByteBufAllocator.ExtendedHandle) reads.newHandle();
    }

    /** What Netty does when a socket has become readable; each read as its stamp and length, -1 for no stamp. */
    private List<List<Long>> turn() {
        List<List<Long>> all = new ArrayList<>();
        handle.reset(config);
        do {
            ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
            assertThat(buffer.isReadable()).isFalse();
            int room = buffer.writableBytes();
            handle.attemptedBytesRead(room);
            int taken = socket.take(room);
            handle.lastBytesRead(taken);
            buffer.release();
            if (taken == 0) {
                break;
            }
            handle.incMessagesRead(1);
            all.add(List.of(reads.stamped() ? reads.arrivalNanos() : -1L, (long) taken));
        } while (handle.continueReading(() -> handle.attemptedBytesRead() == handle.lastBytesRead()));
        return all;
    }

    private void arrive(long nanos, int bytes) {
        socket.arrive(nanos + DIFFERENCE, bytes);
    }

    @Test
    void promptRead_hasThePacketsStamp_forOneLook() {
        arrive(now - 30 * MICRO, 250);

        assertThat(turn()).containsExactly(List.of(now - 30 * MICRO, 250L));
        assertThat(socket.looks).isEqualTo(1);
        assertThat(reads.readNanos()).isEqualTo(now);
    }

    @Test
    void lateReadOfOnePacket_hasItsStamp_forTwoLooks() {
        arrive(now - 30 * MILLI, 250);

        assertThat(turn()).containsExactly(List.of(now - 30 * MILLI, 250L));
        assertThat(socket.looks).isEqualTo(2);
    }

    @Test
    void lateReadOfSeveralPackets_isCutWhereTheStampChanges() {
        arrive(now - 30 * MILLI, 250);
        arrive(now - 20 * MILLI, 253);
        arrive(now - 10 * MILLI, 1);
        arrive(now - 10 * MICRO, 249);

        assertThat(turn())
                .containsExactly(
                        List.of(now - 30 * MILLI, 250L),
                        List.of(now - 20 * MILLI, 253L),
                        List.of(now - 10 * MILLI, 1L),
                        List.of(now - 10 * MICRO, 249L));
    }

    @Test
    void likePackets_areFoundAtOnce() {
        for (int i = 0; i < 10; i++) {
            arrive(now - (20 - i) * MILLI, 300);
        }
        turn();
        socket.looks = 0;
        for (int i = 0; i < 10; i++) {
            arrive(now - (20 - i) * MILLI, 300);
        }

        assertThat(turn()).hasSize(10);
        // First byte, all of them, up to the guess, one byte more; the last is alone.
        assertThat(socket.looks).isEqualTo(9 * 4 + 2);
    }

    @Test
    void neverEndingPackets_leaveTheOthersTheirTurn() {
        for (int i = 0; i < 100; i++) {
            arrive(now - (200 - i) * MILLI, 10);
        }
        int reads = 0;
        for (List<List<Long>> turn = turn(); !turn.isEmpty(); turn = turn()) {
            assertThat(turn).hasSizeLessThanOrEqualTo(16);
            reads += turn.size();
        }
        assertThat(reads).isEqualTo(100);
    }

    @Test
    void moreThanTheBufferHolds_isReadInPieces_eachWithItsStamp() {
        arrive(now - 30 * MILLI, 2500);
        long taken = 0;
        for (List<List<Long>> turn = turn(); !turn.isEmpty(); turn = turn()) {
            for (List<Long> read : turn) {
                assertThat(read.get(0)).isEqualTo(now - 30 * MILLI);
                taken += read.get(1);
            }
        }
        assertThat(taken).isEqualTo(2500);
    }

    @Test
    void stampLaterThanTheRead_isRefusedAndCounted() {
        arrive(now + 5 * MICRO, 250);

        assertThat(turn()).containsExactly(List.of(-1L, 250L));
        assertThat(counts.sum().impossible()).isEqualTo(1);
    }

    @Test
    void stampsAroundAStepOfTheWallClock_areRefusedAndCounted() {
        arrive(now, 250);
        assertThat(turn()).containsExactly(List.of(now, 250L));
        // One stamped before the clock was set, 3 ms forward: taken at its word, 3 ms early.
        now += MILLI;
        arrive(now, 250);
        step = 3 * MILLI;
        now += 50 * MICRO;

        assertThat(turn()).containsExactly(List.of(-1L, 250L));
        assertThat(counts.sum().impossible()).isEqualTo(1);

        now += WallClockOffset.DISTRUST_NANOS;
        arrive(now + step, 250);
        assertThat(turn()).containsExactly(List.of(now, 250L));
    }

    @Test
    void socketThatNeverHasAStamp_isNotAskedForEver() {
        for (int i = 0; i < 100; i++) {
            socket.arrive(ReceiveQueue.NO_STAMP, 10);
            now += KernelStampedReads.UNSTAMPED_NANOS / 32;
            assertThat(turn()).containsExactly(List.of(-1L, 10L));
        }
        assertThat(socket.looks).isEqualTo(33);
        assertThat(counts.sum().impossible()).isZero();
    }

    /** The second packet was lost; the third waited for it, and the fourth came after it had been sent again. */
    @Test
    void packetsThatOvertookALostOne_haveItsStamp_andAreCounted() {
        arrive(now - 90 * MILLI, 100);
        arrive(now - 20 * MILLI, 100);
        arrive(now - 80 * MILLI, 100);
        arrive(now - 10 * MILLI, 100);

        assertThat(turn())
                .containsExactly(
                        List.of(now - 90 * MILLI, 100L),
                        List.of(now - 20 * MILLI, 100L),
                        List.of(now - 20 * MILLI, 100L),
                        List.of(now - 10 * MILLI, 100L));
        assertThat(counts.sum().reordered()).isEqualTo(1);
        assertThat(counts.sum().impossible()).isZero();
    }

    @Test
    void bytesReadLate_areCountedBesideAll() {
        arrive(now - 30 * MILLI, 250);
        arrive(now - KernelStampedReads.PROMPT_NANOS, 100);
        turn();
        socket.arrive(ReceiveQueue.NO_STAMP, 10);
        turn();

        assertThat(counts.sum()).isEqualTo(new StampCounters(0, 0, 350, 250));
    }

    @Test
    void nothingToRead_isNoStamp() {
        assertThat(turn()).isEmpty();
        assertThat(reads.stamped()).isFalse();
    }
}
