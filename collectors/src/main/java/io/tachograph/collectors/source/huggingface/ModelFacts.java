package io.tachograph.collectors.source.huggingface;

import static io.tachograph.collectors.source.http.LooseJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.http.LooseJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the hub's answer about a model. Nearly every field may be missing, and some have several types. */
final class ModelFacts {
    /** Bytes of one number. */
    private static final Map<String, Integer> WIDTHS = Map.ofEntries(
            Map.entry("F64", 8),
            Map.entry("I64", 8),
            Map.entry("U64", 8),
            Map.entry("F32", 4),
            Map.entry("I32", 4),
            Map.entry("U32", 4),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("I16", 2),
            Map.entry("U16", 2),
            Map.entry("F8_E4M3", 1),
            Map.entry("F8_E5M2", 1),
            Map.entry("F8_E8M0", 1),
            Map.entry("I8", 1),
            Map.entry("U8", 1),
            Map.entry("BOOL", 1));

    /** Numbers that may hold several weights each. */
    private static final List<String> PACKING = List.of("I32", "U32", "U8", "I8");

    private static final Pattern METHOD =
            Pattern.compile("(?:^|[-_.])(awq|gptq|fp8|nvfp4|mxfp4|gguf|bnb|int8|int4|w4a16|w8a8|exl2|eetq)(?:$|[-_.])");

    private ModelFacts() {}

    static HubModel of(String asked, JsonNode json) {
        JsonNode counts = json.path("safetensors").path("parameters");
        String method = method(json, asked);
        boolean packed = !methodOfConfig(json).isEmpty() || PACKING.stream().anyMatch(counts::has);
        Long total = LooseJson.count(json.path("safetensors").path("total"));
        Long ofGguf = LooseJson.count(json.path("gguf").path("total"));
        Map<String, String> facts = facts(asked, json);
        if (packed && total != null) {
            facts.put("packed_parameters", total.toString());
        }
        return new HubModel(
                asked,
                HubModel.State.FOUND,
                bytes(counts),
                ofGguf != null ? ofGguf : packed ? null : total,
                method.isEmpty() ? mostFrequent(counts) : method,
                licence(json),
                facts);
    }

    private static Map<String, String> facts(String asked, JsonNode json) {
        Map<String, String> facts = new TreeMap<>();
        String id = text(json.path("id"));
        put(facts, "renamed_to", id.equals(asked) ? "" : id);
        put(facts, "revision", text(json.path("sha")));
        put(facts, "last_modified", text(json.path("lastModified")));
        put(facts, "pipeline_tag", text(json.path("pipeline_tag")));
        put(facts, "library_name", text(json.path("library_name")));
        put(facts, "model_type", text(json.path("config").path("model_type")));
        put(
                facts,
                "architecture",
                text(json.path("config").path("architectures").path(0)));
        // Either false, or how one gets access.
        put(facts, "gated", text(json.path("gated")));
        put(facts, "disabled", json.path("disabled").asBoolean(false) ? "true" : "");
        return facts;
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }

    /** Null when a width is unknown: part of a sum is no sum. */
    private static @Nullable Long bytes(JsonNode counts) {
        long bytes = 0;
        for (Map.Entry<String, JsonNode> entry : counts.properties()) {
            Integer width = WIDTHS.get(entry.getKey());
            Long count = LooseJson.count(entry.getValue());
            if (width == null || count == null) {
                return null;
            }
            bytes += width * count;
        }
        return bytes == 0 ? null : bytes;
    }

    private static String methodOfConfig(JsonNode json) {
        JsonNode config = json.path("config");
        String method = text(config.path("quantization_config").path("quant_method"));
        return (method.isEmpty()
                        ? text(config.path("text_config")
                                .path("quantization_config")
                                .path("quant_method"))
                        : method)
                .toLowerCase(Locale.ROOT);
    }

    private static String method(JsonNode json, String asked) {
        String method = methodOfConfig(json);
        if (!method.isEmpty()) {
            return method;
        }
        List<String> told = new ArrayList<>();
        json.path("tags").forEach(tag -> told.add(text(tag)));
        told.add(asked.substring(asked.indexOf('/') + 1));
        for (String tag : told) {
            Matcher matcher = METHOD.matcher(tag.toLowerCase(Locale.ROOT));
            if (!tag.contains(":") && matcher.find()) {
                return matcher.group(1);
            }
        }
        return "";
    }

    /** How most of the weights are stored: {@code bf16}. */
    private static String mostFrequent(JsonNode counts) {
        String name = "";
        long most = 0;
        for (Map.Entry<String, JsonNode> entry : counts.properties()) {
            Long count = LooseJson.count(entry.getValue());
            if (count != null && count > most) {
                most = count;
                name = entry.getKey();
            }
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static String licence(JsonNode json) {
        JsonNode card = json.path("cardData").path("license");
        List<String> names = new ArrayList<>();
        if (card.isArray()) {
            card.forEach(name -> names.add(text(name)));
        } else {
            names.add(text(card));
        }
        if (names.stream().allMatch(String::isEmpty)) {
            names.clear();
            for (JsonNode tag : json.path("tags")) {
                if (text(tag).startsWith("license:")) {
                    names.add(text(tag).substring("license:".length()));
                }
            }
        }
        return String.join(", ", names);
    }
}
