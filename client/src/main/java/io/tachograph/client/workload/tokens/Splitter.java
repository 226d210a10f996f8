package io.tachograph.client.workload.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into pieces, across which no token reaches.
 *
 * @param pattern what is looked for
 * @param keepMatches whether matches become pieces
 * @param keepGaps whether what lies between matches becomes pieces
 */
record Splitter(Pattern pattern, boolean keepMatches, boolean keepGaps) {
    /** The expression of GPT-2, which a byte-level pre-tokenizer uses when it has no other. */
    static final String GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    /** Scripts, which Java wants to be told from other properties. */
    private static final Pattern SCRIPT = Pattern.compile("\\\\([pP])\\{(\\^?)(Han|Hiragana|Katakana|Hangul|Latin|Thai"
            + "|Cyrillic|Arabic|Greek|Hebrew|Devanagari|Bopomofo|Lao|Myanmar|Khmer)\\}");

    static Splitter isolating(Pattern pattern) {
        return new Splitter(pattern, true, true);
    }

    /**
     * An expression in the dialect of tokenizer files. {@code \s} and case mean Unicode's there.
     *
     * @throws java.util.regex.PatternSyntaxException when Java has no such expression
     */
    static Pattern expression(String regex) {
        return Pattern.compile(SCRIPT.matcher(regex).replaceAll("\\\\$1{$2Is$3}"), Pattern.UNICODE_CHARACTER_CLASS);
    }

    List<String> split(List<String> texts) {
        List<String> pieces = new ArrayList<>();
        for (String text : texts) {
            split(text, pieces);
        }
        return pieces;
    }

    private void split(String text, List<String> pieces) {
        Matcher matcher = pattern.matcher(text);
        int from = 0;
        while (matcher.find()) {
            if (matcher.end() == matcher.start()) {
                continue;
            }
            add(keepGaps, text, from, matcher.start(), pieces);
            add(keepMatches, text, matcher.start(), matcher.end(), pieces);
            from = matcher.end();
        }
        add(keepGaps, text, from, text.length(), pieces);
    }

    private static void add(boolean wanted, String text, int from, int to, List<String> pieces) {
        if (wanted && to > from) {
            pieces.add(text.substring(from, to));
        }
    }
}
