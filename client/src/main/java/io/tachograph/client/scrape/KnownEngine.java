package io.tachograph.client.scrape;

import java.util.Locale;

/** Inference engines whose metrics are understood. */
public enum KnownEngine {
    /** vLLM, both engine generations, also behind Ray Serve. */
    VLLM,
    SGLANG,
    /** Text Generation Inference. */
    TGI,
    /** llama.cpp's server: tokens and gauges only. */
    LLAMA_CPP,
    /** TensorRT-LLM's own server, {@code trtllm-serve}. */
    TENSORRT_LLM,
    /** Triton, with what its TensorRT-LLM backend reports. */
    TRITON;

    /** As it stands in results: lower case, {@code llama.cpp}, {@code tensorrt-llm}. */
    public String text() {
        return this == LLAMA_CPP ? "llama.cpp" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
