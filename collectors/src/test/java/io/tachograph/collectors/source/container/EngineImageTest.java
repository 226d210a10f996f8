package io.tachograph.collectors.source.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineImageTest {
    /** Images and command lines as their projects' documentation has them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            vllm/vllm-openai:v0.30.0 | python3 -m vllm.entrypoints.openai.api_server --model m/a | - | m/a | 8000
            vllm/vllm-openai:latest | vllm serve m/a --served-model-name b c --port=81 | - | b | 81
            rocm/vllm | vllm serve m/a | - | m/a | 8000
            lmsysorg/sglang | python3 -m sglang.launch_server --model-path m/a --port 30001 | - | m/a | 30001
            ghcr.io/huggingface/text-generation-inference:3 | text-generation-launcher --model-id m/a | PORT=80 | m/a | 80
            ghcr.io/huggingface/text-generation-inference:3 | text-generation-launcher | MODEL_ID=m/a | m/a | 80
            ghcr.io/ggml-org/llama.cpp:server-cuda | /app/llama-server -m /models/a.gguf -a b --port 9 | - | b | 9
            ghcr.io/ggml-org/llama.cpp:server | /app/llama-server | LLAMA_ARG_ALIAS=b LLAMA_ARG_PORT=7 | b | 7
            nvcr.io/nvidia/tensorrt-llm/release | trtllm-serve m/a | - | m/a | 8000
            nvcr.io/nvidia/tritonserver:26.01-py3 | tritonserver --model-repository=/m | - | - | 8000
            ollama/ollama | /bin/ollama serve | OLLAMA_HOST=0.0.0.0:11435 | - | 11435
            """)
    void commandLines(String image, String command, @Nullable String variables, @Nullable String model, int port) {
        Map<String, String> told = variables == null
                ? Map.of()
                : Arrays.stream(variables.split(" "))
                        .map(one -> one.split("=", 2))
                        .collect(Collectors.toMap(one -> one[0], one -> one[1]));
        List<String> words = List.of(command.split(" "));
        EngineImage engine = Arrays.stream(EngineImage.values())
                .filter(known -> image.matches(".*(" + known.images() + ").*"))
                .findFirst()
                .orElseThrow();

        assertThat(engine.model(words, told)).isEqualTo(model);
        assertThat(engine.port(words, told)).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({"postgres:16", "python:3.12", "redis"})
    void otherImages_areNoEngines(String image) {
        assertThat(Map.of(image, EngineImage.values()))
                .allSatisfy((name, engines) ->
                        assertThat(engines).noneMatch(engine -> name.matches(".*(" + engine.images() + ").*")));
    }
}
