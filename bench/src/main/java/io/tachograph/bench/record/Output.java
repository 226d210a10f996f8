package io.tachograph.bench.record;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files a recorder writes during a run.
 *
 * @param folder where; it is made when it does not exist
 * @param requests forms of the requests
 * @param vllm gather what {@code vllm.json} needs, null for not at all: 70 bytes of disk a request, and with details 8
 *     more a chunk and the answer's text, until the file is written
 */
public record Output(
        Path folder, Set<RequestFile> requests, @Nullable VllmOptions vllm) {
    public Output {
        requests = Set.copyOf(requests);
    }
}
