package io.tachograph.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway keeps of requests and answers, beside their records. */
public record CaptureSection(
        @Key(
                "directory that gets requests and answers as lines of JSON; without one none is kept. `--capture` names one as well")
        @Nullable
        Path directory,

        @Key(
                value =
                        "patterns of [RE2](https://github.com/google/re2/wiki/Syntax) whose matches are taken out of all texts; by"
                                + " default addresses of mail, keys, and numbers of cards and telephones",
                byDefault =
                        "['[\\w.%+-]+@[\\w-]+(?:\\.[\\w-]+)+', '\\bsk-[\\w-]{16,}', '\\bhf_\\w{16,}',"
                                + " '\\bgh[a-z]_\\w{16,}', '\\bAKIA[0-9A-Z]{16}\\b', '\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*',"
                                + " '(?i)\\bbearer\\s+[\\w.~+/=-]{8,}', '\\b\\d(?:[ -]?\\d){11,18}\\b', '\\+\\d(?:[ ()-]{0,2}\\d){7,14}']")
        List<String> redact,

        @Key(value = "how long they are kept", byDefault = "7d")
        Duration keep,

        @Key(value = "MiB that all files may take; beyond that the oldest go before their time", byDefault = "1024")
        int maxMib,

        @Key(
                value = "KiB that a request may have to be kept; of an answer so many thousand characters are kept",
                byDefault = "256")
        int maxKib) {
    private static final int MOST_KIB = 16 * 1024;

    public CaptureSection {
        redact = List.copyOf(redact);
        Checks.positive("keep", keep);
        Checks.atLeast("max-mib", maxMib, 1);
        Checks.atLeast("max-kib", maxKib, 1);
        if (maxKib > MOST_KIB) {
            throw new IllegalArgumentException("max-kib " + maxKib + " must be at most " + MOST_KIB);
        }
    }

    /** The same, in this directory. */
    public CaptureSection into(Path other) {
        return new CaptureSection(other, redact, keep, maxMib, maxKib);
    }

    /** What a request may have, in bytes. */
    public int maxBodyBytes() {
        return maxKib << 10;
    }

    /** What all files may take. */
    public long maxBytes() {
        return (long) maxMib << 20;
    }
}
