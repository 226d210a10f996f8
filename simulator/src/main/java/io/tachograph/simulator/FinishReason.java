package io.tachograph.simulator;

import java.util.Locale;

/** How a request that reached the engine ended; the first two are what a client sees. */
enum FinishReason {
    STOP,
    LENGTH,
    ABORT,
    ERROR;

    /** As it stands in answers and in labels. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
