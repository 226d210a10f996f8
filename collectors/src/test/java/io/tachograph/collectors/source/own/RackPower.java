package io.tachograph.collectors.source.own;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.config.Key;
import io.tachograph.schemas.avro.GpuSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Power of each GPU of a rack, from a file that its power unit writes: {@code UUID WATTS} in each line. */
public final class RackPower implements SourceKind<RackPower.Settings> {
    public record Settings(
            @Key(value = "the power unit's file", otherwise = "required")
            Path file) {
        public Settings {
            if (file == null) {
                throw new IllegalArgumentException("a source of kind rack-power needs file");
            }
        }
    }

    @Override
    public String name() {
        return "rack-power";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public List<NamedSource> open(Settings settings, SourceContext context) {
        return List.of(new NamedSource("rack-power " + settings.file(), new Source() {
            @Override
            public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
                try {
                    long atMicros = context.clock().microsAt(System.nanoTime());
                    for (String line : Files.readAllLines(settings.file())) {
                        String[] fields = line.split(" ", 2);
                        records.accept(GpuSample.newBuilder()
                                .setGpu(fields[0])
                                .setNode(context.node())
                                .setAgent(context.agent())
                                .setAtMicros(atMicros)
                                .setPowerWatts(Double.parseDouble(fields[1]))
                                .build());
                    }
                    return CompletableFuture.completedFuture(null);
                } catch (IOException e) {
                    return CompletableFuture.failedFuture(new SourceException(
                            FailureKind.UNREACHABLE, "cannot read " + settings.file() + ": is the power unit on?"));
                }
            }

            @Override
            public void close() {}
        }));
    }
}
