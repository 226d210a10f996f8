package io.tachograph.windows;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Writes a value and reads it again. */
public final class BinaryCopies {
    private BinaryCopies() {}

    public static <T> T of(BinaryFormat<T> format, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.write(value, new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        T copy = format.read(format.version(), in);
        if (in.read() != -1) {
            throw new IOException(format.type() + " left bytes unread");
        }
        return copy;
    }
}
