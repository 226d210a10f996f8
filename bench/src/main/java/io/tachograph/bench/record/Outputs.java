package io.tachograph.bench.record;

import io.tachograph.bench.result.AtomicFile;
import io.tachograph.bench.result.FileFailure;
import io.tachograph.bench.result.ResultFiles;
import io.tachograph.bench.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that are written during a run. One that fails is given up and the others go on. Not thread-safe, but
 * the thread that joins the recorder's may go on with it.
 */
final class Outputs {
    private static final long FLUSH_EVERY_NANOS = 500_000_000;
    private static final String SPOOL = "vllm.spool";

    private static final class Open {
        private final Path path;
        private final RequestSink sink;
        private boolean failed;

        Open(Path path, RequestSink sink) {
            this.path = path;
            this.sink = sink;
        }
    }

    /** One thing to do to a file. */
    @FunctionalInterface
    private interface Step {
        void on(RequestSink sink) throws IOException;
    }

    private final List<Open> files = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final @Nullable Output output;
    private @Nullable VllmSpool spool;
    private long nextFlushNanos;

    private Outputs(@Nullable Output output, long startNanos) {
        this.output = output;
        nextFlushNanos = startNanos + FLUSH_EVERY_NANOS;
    }

    /** @throws IOException in one sentence that names the file */
    static Outputs open(@Nullable Output output, long startNanos) throws IOException {
        Outputs outputs = new Outputs(output, startNanos);
        if (output == null) {
            return outputs;
        }
        try {
            for (RequestFile form : RequestFile.values()) {
                if (output.requests().contains(form)) {
                    outputs.open(output.folder(), form.fileName(), path -> sink(form, path));
                }
            }
            VllmOptions vllm = output.vllm();
            if (vllm != null) {
                outputs.open(output.folder(), SPOOL, path -> {
                    VllmSpool opened = new VllmSpool(path, vllm.detailed(), startNanos);
                    outputs.spool = opened;
                    return opened;
                });
            }
        } catch (IOException e) {
            outputs.close();
            throw e;
        }
        return outputs;
    }

    private static RequestSink sink(RequestFile form, Path path) throws IOException {
        return switch (form) {
            case JSONL -> new JsonlFile(path);
            case CSV -> new CsvFile(path);
            case AVRO -> new AvroFile(path);
        };
    }

    /** Opens one file. */
    @FunctionalInterface
    private interface Opening {
        RequestSink at(Path path) throws IOException;
    }

    private void open(Path folder, String name, Opening opening) throws IOException {
        Path path = folder.resolve(name);
        ResultFiles.makeFolder(folder, path);
        try {
            files.add(new Open(path, opening.at(path)));
        } catch (IOException e) {
            throw FileFailure.of(path, e);
        }
    }

    void write(RequestView request) {
        forEach(sink -> sink.write(request));
    }

    void flushIfDue(long nowNanos) {
        if (nowNanos - nextFlushNanos >= 0) {
            forEach(RequestSink::flush);
            nextFlushNanos = nowNanos + FLUSH_EVERY_NANOS;
        }
    }

    void close() {
        forEach(RequestSink::close);
    }

    private void forEach(Step step) {
        for (Open file : files) {
            if (!file.failed) {
                try {
                    step.on(file.sink);
                } catch (IOException e) {
                    giveUp(file, e);
                } catch (RuntimeException e) {
                    // A record that a format cannot take.
                    giveUp(file, new IOException(e.toString(), e));
                }
            }
        }
    }

    private void giveUp(Open file, IOException reason) {
        file.failed = true;
        failures.add(String.valueOf(FileFailure.of(file.path, reason).getMessage()));
        try {
            file.sink.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        VllmSpool gathered = spool;
        if (gathered != null && file.sink == gathered) {
            try {
                // Of no use any more, and where the disk is full its room may do for the result.
                gathered.delete();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    Path writeVllm(RunResult result, double seconds) throws IOException {
        VllmSpool gathered = spool;
        if (output == null || output.vllm() == null || gathered == null) {
            throw new IllegalStateException("nothing was gathered for vllm.json: the output does not ask for it");
        }
        VllmOptions options = output.vllm();
        Path file = output.folder().resolve(VllmFile.NAME);
        if (files.stream().anyMatch(open -> open.sink == gathered && open.failed)) {
            throw new IOException(file + " cannot be written: " + failures);
        }
        AtomicFile.write(file, out -> new VllmFile(result, gathered, options, seconds).writeTo(out));
        gathered.delete();
        return file;
    }
}
