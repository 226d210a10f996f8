package io.tachograph.windows.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VarintTest {
    @Test
    void everyNumber_isReadAsItWasWritten() throws IOException {
        for (int bit = 0; bit < 64; bit++) {
            for (long near = -2; near <= 2; near++) {
                long value = (1L << bit) + near;
                assertThat(read(bytes(value))).isEqualTo(value);
                assertThat(read(bytes(-value))).isEqualTo(-value);
            }
        }
    }

    @Test
    void smallNumbers_takeOneByte() throws IOException {
        assertThat(bytes(0)).hasSize(1);
        assertThat(bytes(63)).hasSize(1);
        assertThat(bytes(-64)).hasSize(1);
        assertThat(bytes(64)).hasSize(2);
        assertThat(bytes(Long.MIN_VALUE)).hasSize(10);
    }

    @Test
    void numberWithoutEnd_isRefused() {
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0x80);
        assertThatThrownBy(() -> read(endless)).isInstanceOf(IOException.class).hasMessageContaining("ten bytes");
    }

    private static byte[] bytes(long value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Varint.write(value, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static long read(byte[] bytes) throws IOException {
        return Varint.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
