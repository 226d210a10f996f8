package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of APIs that there are: the built-in ones and those on the class path. */
final class Adapters {
    private static final List<ApiAdapter> BUILT_IN = List.of(
            new BuiltIn("openai-chat", OpenAiChat::new),
            new BuiltIn("openai-completions", OpenAiCompletions::new),
            new BuiltIn("openai-responses", OpenAiResponses::new),
            new BuiltIn("azure-openai", AzureOpenAi::new),
            new BuiltIn("anthropic", Anthropic::new),
            new BuiltIn("ollama-generate", OllamaGenerate::new),
            new BuiltIn("ollama-chat", OllamaChat::new),
            new BuiltIn("vllm-generate", VllmGenerate::new),
            // Under its own name, so that records show what stood between.
            new BuiltIn("litellm", OpenAiChat::new),
            new BuiltIn("tachograph-tasks", TaskApi::new));

    private interface Opening {
        WireProtocol open(TargetConfig target, @Nullable ApiKey key);
    }

    private record BuiltIn(String name, Opening opening) implements ApiAdapter {
        @Override
        public WireProtocol open(TargetConfig target, @Nullable ApiKey key) {
            return opening.open(target, key);
        }
    }

    private final List<ApiAdapter> known;

    /** @throws IllegalArgumentException when something on the class path calls itself an adapter and is none */
    Adapters() {
        known = new ArrayList<>(BUILT_IN);
        try {
            ServiceLoader.load(ApiAdapter.class).forEach(known::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("an API adapter on the class path cannot be used: " + e.getMessage(), e);
        }
    }

    List<String> names() {
        return known.stream().map(ApiAdapter::name).toList();
    }

    /** @throws IllegalArgumentException when there is none, or more than one */
    ApiAdapter named(TargetConfig target) {
        List<ApiAdapter> named = known.stream()
                .filter(adapter -> target.api().equals(adapter.name())
                        || target.api().equals(adapter.getClass().getName()))
                .toList();
        String prefix = "target " + target.slug() + ": API kind '" + target.api() + "' ";
        if (named.isEmpty()) {
            throw new IllegalArgumentException(prefix + "is unknown; known are " + String.join(", ", names()));
        }
        if (named.size() > 1) {
            throw new IllegalArgumentException(prefix + "is the name of several adapters: "
                    + named.stream()
                            .map(adapter -> adapter.getClass().getName())
                            .collect(Collectors.joining(", ")));
        }
        return named.get(0);
    }
}
