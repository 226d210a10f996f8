package io.tachograph.windows.slo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers of zero and above, seven bits a byte, the lowest first. */
final class Varints {
    private Varints() {}

    static void write(int value, DataOutput out) throws IOException {
        int rest = value;
        while (rest > 0x7F) {
            out.writeByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    static int read(DataInput in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a number of more than five bytes");
    }
}
