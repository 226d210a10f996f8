package io.tachograph.collectors.source.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.http.LooseJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of a model's repository. One holds the weights often several times over, in other formats and precisions: only
 * what a server would load counts. Not thread-safe.
 */
final class WeightFiles {
    private record WeightFile(String path, long bytes) {}

    private final List<WeightFile> files = new ArrayList<>();

    void add(JsonNode entry) {
        Long bytes = LooseJson.count(entry.path("size"));
        String path = entry.path("path").asText("");
        if (entry.path("type").asText("").equals("file") && bytes != null) {
            files.add(new WeightFile(path, bytes));
        }
    }

    /** Null when it cannot be told: no weights, or several to choose from. */
    @Nullable
    Long bytes() {
        Predicate<WeightFile> top = file -> !file.path().contains("/");
        Long sharded = sum(top.and(file -> file.path().matches("model.*\\.safetensors")));
        Long any = sum(top.and(file -> file.path().endsWith(".safetensors")));
        Long older = sum(top.and(file -> file.path().matches("pytorch_model.*\\.bin")));
        List<WeightFile> gguf =
                files.stream().filter(file -> file.path().endsWith(".gguf")).toList();
        if (sharded != null || any != null) {
            return sharded != null ? sharded : any;
        }
        // A repository of GGUF offers one model in many quantizations.
        return older != null
                ? older
                : gguf.size() == 1 ? Long.valueOf(gguf.get(0).bytes()) : null;
    }

    int count() {
        return files.size();
    }

    private @Nullable Long sum(Predicate<WeightFile> chosen) {
        long bytes = files.stream().filter(chosen).mapToLong(WeightFile::bytes).sum();
        return bytes == 0 ? null : bytes;
    }
}
