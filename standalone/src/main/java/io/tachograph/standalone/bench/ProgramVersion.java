package io.tachograph.standalone.bench;

import org.jspecify.annotations.Nullable;

/** Name and version of this program. */
final class ProgramVersion {
    private ProgramVersion() {}

    static String text() {
        @Nullable String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return "tachograph " + (version == null ? "(built from source)" : version);
    }
}
