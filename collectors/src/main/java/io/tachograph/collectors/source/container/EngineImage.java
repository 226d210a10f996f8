package io.tachograph.collectors.source.container;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engines that are known by their images, and how their command lines say what they serve, and where. */
@SuppressWarnings("ImmutableEnumChecker") // Lists made by List.of.
public enum EngineImage {
    VLLM("vllm", "vllm", 8000, "serve", List.of("--served-model-name", "--model"), List.of()),
    SGLANG("sglang", "sglang", 30000, "", List.of("--served-model-name", "--model-path", "--model"), List.of()),
    TGI("tgi", "text-generation-inference", 80, "", List.of("--model-id"), List.of("MODEL_ID")),
    LLAMA_CPP(
            "llama.cpp",
            "llama[.-]?cpp|llama-server",
            8080,
            "",
            List.of("--alias", "-a", "--model", "-m"),
            List.of("LLAMA_ARG_ALIAS", "LLAMA_ARG_MODEL")),
    TENSORRT_LLM(
            "tensorrt-llm", "tensorrt-?llm|trtllm", 8000, "trtllm-serve", List.of("--served-model-name"), List.of()),
    TRITON("triton", "tritonserver", 8000, "", List.of(), List.of()),
    OLLAMA("ollama", "ollama", 11434, "", List.of(), List.of());

    private static final List<String> PORT_VARIABLES = List.of("LLAMA_ARG_PORT", "PORT");

    private final String text;
    private final String images;
    private final int port;
    private final String command;
    private final List<String> modelOptions;
    private final List<String> modelVariables;

    /**
     * @param images pattern found in the names of its images
     * @param port where it listens unless it is told
     * @param command word before the model's name on the command line, empty for none
     * @param modelOptions options that name the model, the surest first
     */
    EngineImage(
            String text,
            String images,
            int port,
            String command,
            List<String> modelOptions,
            List<String> modelVariables) {
        this.text = text;
        this.images = images;
        this.port = port;
        this.command = command;
        this.modelOptions = modelOptions;
        this.modelVariables = modelVariables;
    }

    /** As {@code framework} has it. */
    public String text() {
        return text;
    }

    String images() {
        return images;
    }

    static Optional<EngineImage> of(String text) {
        return Arrays.stream(values())
                .filter(engine -> engine.text.equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The name under which it serves; null when nothing says. */
    @Nullable
    public String model(List<String> arguments, Map<String, String> variables) {
        List<String> words = words(arguments);
        for (String option : modelOptions) {
            String value = valueOf(option, words);
            if (value != null) {
                return value;
            }
        }
        int at = command.isEmpty() ? -1 : words.indexOf(command);
        if (at >= 0 && at + 1 < words.size() && !words.get(at + 1).startsWith("-")) {
            return words.get(at + 1);
        }
        return modelVariables.stream()
                .map(variables::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** Where it listens, by what it is told. */
    public int port(List<String> arguments, Map<String, String> variables) {
        String told = valueOf("--port", words(arguments));
        if (told == null && this == TGI) {
            told = valueOf("-p", words(arguments));
        }
        for (String variable : PORT_VARIABLES) {
            told = told == null ? variables.get(variable) : told;
        }
        String ollama = variables.get("OLLAMA_HOST");
        if (told == null && ollama != null) {
            told = ollama.substring(ollama.lastIndexOf(':') + 1);
        }
        return told != null && told.matches("[0-9]{1,5}") ? Integer.parseInt(told) : port;
    }

    /** {@code sh -c "vllm serve …"} is one argument of many words. */
    private static List<String> words(List<String> arguments) {
        return arguments.stream()
                .flatMap(argument ->
                        Arrays.stream(argument.contains(" --") ? argument.split("\\s+") : new String[] {argument}))
                .toList();
    }

    private static @Nullable String valueOf(String option, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(option + "=")) {
                return words.get(i).substring(option.length() + 1);
            }
            if (words.get(i).equals(option)
                    && i + 1 < words.size()
                    && !words.get(i + 1).startsWith("-")) {
                return words.get(i + 1);
            }
        }
        return null;
    }
}
