package io.tachograph.collectors.source;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** A source that does what a test says. */
final class ScriptedSource implements Source {
    interface Script {
        CompletionStage<Void> read(int number, Consumer<SpecificRecord> records) throws Exception;
    }

    final AtomicInteger readings = new AtomicInteger();
    final AtomicBoolean closed = new AtomicBoolean();
    private final Script script;

    ScriptedSource(Script script) {
        this.script = script;
    }

    static ScriptedSource well() {
        return new ScriptedSource((number, records) -> CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        try {
            return script.read(readings.getAndIncrement(), records);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
