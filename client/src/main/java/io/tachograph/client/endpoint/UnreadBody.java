package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A body that has no sentence for a person: its bytes are let pass, and the reason ends up in the record. */
final class UnreadBody implements AnswerReader {
    private final AnswerException finding;

    UnreadBody(AnswerException finding) {
        this.finding = finding;
    }

    @Override
    public void read(ByteBuf bytes, long nanos) {
        // Its bytes say nothing.
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        throw finding;
    }

    @Override
    public AnswerException finding() {
        return finding;
    }

    @Override
    public boolean isWhole() {
        return false;
    }
}
