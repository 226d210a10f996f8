package io.tachograph.standalone.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the output of {@code --quiet} goes. */
final class NullOutput {
    static final PrintStream STREAM = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private NullOutput() {}
}
