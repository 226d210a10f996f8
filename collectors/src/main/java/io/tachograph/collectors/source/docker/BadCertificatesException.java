package io.tachograph.collectors.source.docker;

import java.io.IOException;
import java.io.Serial;

/** Files of certificates that are no good; says so in words of ours. */
final class BadCertificatesException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    BadCertificatesException(String sentence) {
        super(sentence);
    }
}
