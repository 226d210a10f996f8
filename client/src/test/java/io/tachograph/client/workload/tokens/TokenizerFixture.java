package io.tachograph.client.workload.tokens;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.knuddels.jtokkit.Encodings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a {@code tokenizer.json} out of the ranks that come with jtokkit: all the ways to make a token of two others
 * become merges, as the conversions of such files do.
 */
final class TokenizerFixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenizerFixture() {}

    static String json(String encoding, String preTokenizer, String normalizer, boolean pairs) throws IOException {
        Map<String, Integer> ranks = ranks(encoding);
        ObjectNode model = JSON.createObjectNode().put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        ArrayNode merges = model.putArray("merges");
        ranks.forEach((token, rank) -> {
            vocabulary.put(token, rank);
            List<int[]> ways = new ArrayList<>();
            for (int cut = 1; cut < token.length(); cut++) {
                Integer left = ranks.get(token.substring(0, cut));
                Integer right = ranks.get(token.substring(cut));
                if (left != null && right != null) {
                    ways.add(new int[] {left, right, cut});
                }
            }
            ways.sort((a, b) -> a[0] != b[0] ? Integer.compare(a[0], b[0]) : Integer.compare(a[1], b[1]));
            for (int[] way : ways) {
                String left = token.substring(0, way[2]);
                String right = token.substring(way[2]);
                if (pairs) {
                    merges.addArray().add(left).add(right);
                } else {
                    merges.add(left + " " + right);
                }
            }
        });
        return "{\"version\":\"1.0\",\"normalizer\":" + normalizer + ",\"pre_tokenizer\":" + preTokenizer
                + ",\"model\":" + model + "}";
    }

    static String quoted(String text) throws IOException {
        return JSON.writeValueAsString(text);
    }

    private static Map<String, Integer> ranks(String encoding) throws IOException {
        Map<String, Integer> ranks = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Encodings.class.getResourceAsStream(encoding + ".tiktoken")),
                StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                ranks.put(
                        visible(Base64.getDecoder().decode(line.substring(0, space))),
                        Integer.valueOf(line.substring(space + 1)));
            }
        }
        return ranks;
    }

    /** GPT-2's visible form of bytes, written here a second time. */
    private static String visible(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte signed : bytes) {
            int b = signed & 0xFF;
            if (b <= 32) {
                text.append((char) (256 + b));
            } else if (b >= 127 && b <= 160) {
                text.append((char) (256 + 33 + b - 127));
            } else if (b == 173) {
                text.append((char) (256 + 67));
            } else {
                text.append((char) b);
            }
        }
        return text.toString();
    }
}
