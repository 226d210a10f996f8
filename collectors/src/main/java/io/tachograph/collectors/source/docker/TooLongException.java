package io.tachograph.collectors.source.docker;

import java.io.Serial;

/** More came than is read. */
final class TooLongException extends BadAnswerException {
    @Serial
    private static final long serialVersionUID = 1;

    TooLongException(String sentence) {
        super(sentence);
    }
}
