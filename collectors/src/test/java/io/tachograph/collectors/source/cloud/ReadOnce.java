package io.tachograph.collectors.source.cloud;

import io.tachograph.collectors.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** A process that reads a cloud once with what it finds in its environment, and writes down what came of it. */
final class ReadOnce {
    static final String WORKED = "worked";

    private ReadOnce() {}

    /** @param arguments the cloud, its URL, and the file for what came of it */
    public static void main(String[] arguments) throws Exception {
        Source source = arguments[0].equals("aws") ? aws(arguments[1]) : google(arguments[1]);
        String outcome;
        try {
            source.read(record -> {}).toCompletableFuture().get();
            outcome = WORKED;
        } catch (ExecutionException e) {
            outcome = String.valueOf(e.getMessage());
        }
        Files.writeString(Path.of(arguments[2]), outcome);
    }

    private static Source aws(String url) {
        CloudWatchSettings settings =
                new CloudWatchSettings("eu-central-1", List.of("m"), null, "UNUSED", null, url, null, null, null, null);
        return new CloudWatchKind()
                .open(settings, Read.context(Map.of()))
                .get(0)
                .source();
    }

    private static Source google(String url) {
        GoogleSettings settings = new GoogleSettings("shop-1", null, url, null, null, null, null);
        return new GoogleKind().open(settings, Read.context(Map.of())).get(0).source();
    }
}
