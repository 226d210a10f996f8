package io.tachograph.windows.inventory;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How an {@link EngineVersion} is written. */
public final class EngineVersionFormat implements BinaryFormat<EngineVersion> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<EngineVersion> type() {
        return EngineVersion.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(EngineVersion said, DataOutput out) throws IOException {
        out.writeUTF(said.engine());
        out.writeUTF(said.version());
        out.writeLong(said.assertedAtMicros());
    }

    @Override
    public EngineVersion read(int version, DataInput in) throws IOException {
        return new EngineVersion(in.readUTF(), in.readUTF(), in.readLong());
    }

    @Override
    public EngineVersion copy(EngineVersion said) {
        return said;
    }
}
