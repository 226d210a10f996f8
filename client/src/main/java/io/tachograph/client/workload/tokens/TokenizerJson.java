package io.tachograph.client.workload.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.workload.rows.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads a {@code tokenizer.json} whose model is a byte-level BPE, and says what else it is when it is none. */
final class TokenizerJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String source;

    private TokenizerJson(String source) {
        this.source = source;
    }

    static TokenCounter load(Path file) throws IOException {
        TokenizerJson reader = new TokenizerJson("tokenizer " + file);
        TokenCounter[] read = new TokenCounter[1];
        TextFile.read(reader.source, file, text -> {
            try {
                read[0] = reader.tokenizer(file, JSON.readTree(text));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        reader.source + ": not valid JSON (line "
                                + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + ")",
                        e);
            }
        });
        return read[0];
    }

    private TokenCounter tokenizer(Path file, JsonNode root) {
        JsonNode model = root.path("model");
        requireByteLevelBpe(model, root.path("pre_tokenizer"));
        Map<String, Integer> vocabulary = new HashMap<>();
        model.path("vocab")
                .properties()
                .forEach(
                        token -> vocabulary.put(token.getKey(), token.getValue().intValue()));
        PreTokenizer cut = PreTokenizer.of(source, root.path("pre_tokenizer"));
        Set<String> whole = model.path("ignore_merges").asBoolean() ? new HashSet<>(vocabulary.keySet()) : Set.of();
        return new ByteLevelBpe(
                String.valueOf(file),
                Normalization.of(source, root.path("normalizer")),
                cut.splitters(),
                cut.prefixSpace(),
                merges(vocabulary, model.path("merges")),
                whole);
    }

    private void requireByteLevelBpe(JsonNode model, JsonNode preTokenizer) {
        // Files of the first years name no type.
        String type = model.path("type").asText(model.has("merges") ? "BPE" : "nothing");
        if (!type.equals("BPE")) {
            throw unsupported("its model is " + type);
        }
        if (model.path("byte_fallback").asBoolean() || !PreTokenizer.isByteLevel(preTokenizer)) {
            throw unsupported("its BPE works on characters (SentencePiece)");
        }
        for (String field : new String[] {"continuing_subword_prefix", "end_of_word_suffix"}) {
            if (!model.path(field).asText("").isEmpty() && !model.path(field).isNull()) {
                throw unsupported("its model has a " + field);
            }
        }
        if (model.path("dropout").asDouble() > 0) {
            throw unsupported("its model has a dropout, so that counts are random");
        }
    }

    private Merges merges(Map<String, Integer> vocabulary, JsonNode list) {
        int[] bytes = new int[256];
        for (int b = 0; b < 256; b++) {
            bytes[b] = token(vocabulary, String.valueOf(ByteAlphabet.of(b)), "byte " + b);
        }
        Map<Long, Merges.Merge> merges = new HashMap<>();
        for (JsonNode merge : list) {
            String place = "merge " + (merges.size() + 1);
            String left = merge.isArray() ? merge.path(0).asText() : merge.asText();
            String right = merge.path(1).asText();
            if (!merge.isArray()) {
                int space = left.indexOf(' ');
                right = left.substring(space + 1);
                left = left.substring(0, Math.max(space, 0));
            }
            merges.putIfAbsent(
                    Merges.pair(token(vocabulary, left, place), token(vocabulary, right, place)),
                    new Merges.Merge(merges.size(), token(vocabulary, left + right, place)));
        }
        return new Merges(bytes, merges);
    }

    private int token(Map<String, Integer> vocabulary, String text, String place) {
        Integer token = vocabulary.get(text);
        if (token == null) {
            throw new IllegalArgumentException(
                    source + ": " + place + " needs the token '" + text + "', which is not in the vocabulary");
        }
        return token;
    }

    private IllegalArgumentException unsupported(String because) {
        return new IllegalArgumentException(
                source + " cannot be used: " + because + ", but only byte-level BPE is supported");
    }
}
