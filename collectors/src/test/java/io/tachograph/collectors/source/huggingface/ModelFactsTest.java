package io.tachograph.collectors.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.collectors.source.http.Peer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFactsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode captured(String name) throws IOException {
        return JSON.readTree(Peer.captured("/io/tachograph/collectors/source/huggingface/" + name));
    }

    /** Numbers that hold two weights each: their count is no count of parameters, but their size is right. */
    @Test
    void packedWeights_haveASize_butNoNumberOfParameters() throws IOException {
        HubModel model = ModelFacts.of(
                "deepseek-ai/DeepSeek-V4-Flash-0731",
                captured("hf-model-list-mixed-dtypes-2026.json").path(0));

        assertThat(model.parameters()).isNull();
        assertThat(model.facts()).containsEntry("packed_parameters", "304180418494");
        // 2·1483567488 + 8·2327040 + 4·37741630 + 6304038912 + 296352743424
        assertThat(model.sizeBytes()).isEqualTo(305_793_500_152L);
        assertThat(model.quantization()).isEqualTo("i8");
    }

    @Test
    void bigModel_andOneWithoutSafetensors() throws IOException {
        HubModel qwen = ModelFacts.of("Qwen/Qwen3-235B-A22B", captured("hf-model-expand-2026.json"));
        assertThat(qwen.parameters()).isEqualTo(235_093_634_560L);
        assertThat(qwen.quantization()).isEqualTo("bf16");
        assertThat(qwen.licence()).isEmpty();

        HubModel diffusion =
                ModelFacts.of("stabilityai/stable-diffusion-2-1", captured("hf-model-sd21-no-safetensors.json"));
        assertThat(diffusion.parameters()).isNull();
        assertThat(diffusion.sizeBytes()).isNull();
        assertThat(diffusion.licence()).isEqualTo("openrail++");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"config\":{\"quantization_config\":{\"quant_method\":\"AWQ\",\"bits\":4}}} | awq",
                "{\"config\":{\"text_config\":{\"quantization_config\":{\"quant_method\":\"fp8\"}}}} | fp8",
                "{\"tags\":[\"base_model:quantized:x/y-awq\",\"gptq\"]} | gptq",
                "{\"id\":\"o/m\"} | mxfp4",
                "{\"safetensors\":{\"parameters\":{\"BF16\":5,\"F32\":2}}} | mxfp4",
                "null | mxfp4",
                "[] | mxfp4",
                "{\"config\":null,\"safetensors\":null,\"tags\":null,\"cardData\":null,\"gguf\":null} | mxfp4",
            })
    void quantization_isWhatTheConfigurationSays_elseATag_elseTheName(String json, String quantization)
            throws IOException {
        assertThat(ModelFacts.of("o/m-mxfp4", JSON.readTree(json)).quantization())
                .isEqualTo(quantization);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cardData\":{\"license\":[\"mit\",\"apache-2.0\"]}} | mit, apache-2.0",
                "{\"cardData\":{\"license\":7},\"tags\":[\"license:llama3.1\"]} | llama3.1",
            })
    void licence_isAStringOrAList(String json, String licence) throws IOException {
        assertThat(ModelFacts.of("o/m", JSON.readTree(json)).licence()).isEqualTo(licence);
    }
}
