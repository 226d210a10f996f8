package io.tachograph.windows.ranking;

import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a {@link PublishedRank} is kept in a checkpoint. */
public final class PublishedRankFormat implements BinaryFormat<PublishedRank> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<PublishedRank> type() {
        return PublishedRank.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(PublishedRank published, DataOutput out) throws IOException {
        out.writeInt(published.rank());
        out.writeInt(published.disagreements());
    }

    @Override
    public PublishedRank read(int version, DataInput in) throws IOException {
        return new PublishedRank(in.readInt(), in.readInt());
    }

    @Override
    public PublishedRank copy(PublishedRank published) {
        return published;
    }
}
