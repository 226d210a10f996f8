package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import org.junit.jupiter.api.Test;

class SharedReadBufferTest {
    private static final UnpooledByteBufAllocator MEMORY = UnpooledByteBufAllocator.DEFAULT;

    private final SharedReadBuffer shared = new SharedReadBuffer();

    @Test
    void connectionsThatHaveHandledWhatTheyRead_shareOneBuffer() {
        ByteBuf first = read(shared.newHandle());
        first.writeByte(1).release();
        ByteBuf second = read(shared.newHandle());

        assertThat(second).isSameAs(first);
        assertThat(second.isReadable()).isFalse();
        second.release();
        shared.close();
        assertThat(first.refCnt()).isZero();
    }

    @Test
    void bufferThatSomebodyKeeps_isNotReadIntoAgain() {
        ByteBuf kept = read(shared.newHandle());
        kept.writeByte(1);
        ByteBuf other = read(shared.newHandle());

        assertThat(other.writeByte(2)).isNotSameAs(kept);
        assertThat(kept.getByte(0)).isEqualTo((byte) 1);
        assertThat(kept.refCnt()).isOne();
        kept.release();
        other.release();
        shared.close();
        assertThat(other.refCnt()).isZero();
    }

    @Test
    void afterTheClose_eachReadHasItsOwn() {
        shared.close();
        ByteBuf late = read(shared.newHandle());

        assertThat(late.release()).isTrue();
    }

    @SuppressWarnings("deprecation")
    private static ByteBuf read(RecvByteBufAllocator.Handle handle) {
        return handle.allocate(MEMORY);
    }
}
