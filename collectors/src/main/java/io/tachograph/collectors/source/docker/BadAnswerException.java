package io.tachograph.collectors.source.docker;

import java.io.IOException;
import java.io.Serial;

/** An engine, or what stands in its place, that does not answer as it should; says so in words of ours. */
class BadAnswerException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    BadAnswerException(String words) {
        super(words);
    }
}
