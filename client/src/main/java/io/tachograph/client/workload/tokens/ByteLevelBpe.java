package io.tachograph.client.workload.tokens;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Normalizes a text, cuts it into pieces and merges the bytes of each. The counts of short pieces, most of which come
 * again and again, are remembered up to a limit. Thread-safe.
 */
final class ByteLevelBpe implements TokenCounter {
    private static final int REMEMBERED = 50_000;
    private static final int SHORT = 32;

    private final String name;
    private final UnaryOperator<String> normalizer;
    private final List<Splitter> splitters;
    private final boolean prefixSpace;
    private final Merges merges;
    /** Pieces that are one token whatever the merges say; most files have none. */
    private final Set<String> whole;

    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

    ByteLevelBpe(
            String name,
            UnaryOperator<String> normalizer,
            List<Splitter> splitters,
            boolean prefixSpace,
            Merges merges,
            Set<String> whole) {
        this.name = name;
        this.normalizer = normalizer;
        this.splitters = List.copyOf(splitters);
        this.prefixSpace = prefixSpace;
        this.merges = merges;
        this.whole = whole;
    }

    @Override
    public int count(String text) {
        String normal = normalizer.apply(text);
        if (prefixSpace && !normal.isEmpty() && normal.charAt(0) != ' ') {
            normal = " " + normal;
        }
        List<String> pieces = List.of(normal);
        for (Splitter splitter : splitters) {
            pieces = splitter.split(pieces);
        }
        int count = 0;
        for (String piece : pieces) {
            count += countPiece(piece);
        }
        return count;
    }

    private int countPiece(String piece) {
        if (piece.length() > SHORT) {
            return merged(piece);
        }
        Integer known = counts.get(piece);
        if (known != null) {
            return known;
        }
        int count = merged(piece);
        if (counts.size() < REMEMBERED) {
            counts.put(piece, count);
        }
        return count;
    }

    private int merged(String piece) {
        byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
        return !whole.isEmpty() && whole.contains(visible(utf8)) ? 1 : merges.count(utf8);
    }

    private static String visible(byte[] utf8) {
        StringBuilder text = new StringBuilder(utf8.length);
        for (byte b : utf8) {
            text.append(ByteAlphabet.of(b & 0xFF));
        }
        return text.toString();
    }

    @Override
    public String describe() {
        return name;
    }
}
