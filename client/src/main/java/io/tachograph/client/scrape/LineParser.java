package io.tachograph.client.scrape;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one line of the Prometheus text format 0.0.4 or of OpenMetrics at a time. Not thread-safe. */
final class LineParser {
    private final Exposition into;
    private final @Nullable WantedMetrics wanted;
    private final StringPool words = new StringPool();
    private String[] pairs = new String[16];
    private int pairCount;
    private byte[] line = new byte[0];
    private int at;
    private int end;

    /** @param wanted other metrics are skipped by their names, null for all */
    LineParser(Exposition into, @Nullable WantedMetrics wanted) {
        this.into = into;
        this.wanted = wanted;
    }

    /** Takes in the bytes {@code [from, to)}, a line without its line feed. */
    void line(byte[] buffer, int from, int to, int number) {
        line = buffer;
        at = from;
        end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        skipBlanks();
        if (at == end) {
            return;
        }
        String bad = line[at] == '#' ? comment() : sample();
        if (bad != null) {
            into.bad(number, bad);
        }
    }

    /** {@code # TYPE name type} and {@code # EOF} say something; everything else after a hash is for people. */
    private @Nullable String comment() {
        at++;
        skipBlanks();
        int keyword = at;
        toBlank();
        boolean type = equal(keyword, at, "TYPE");
        if (equal(keyword, at, "EOF")) {
            into.end();
        } else if (type) {
            skipBlanks();
            int name = at;
            toBlank();
            int nameEnd = at;
            skipBlanks();
            int kind = at;
            toBlank();
            if (name == nameEnd || kind == at) {
                return "TYPE without name and type";
            }
            if (wanted == null || wanted.holds(line, name, nameEnd)) {
                into.type(words.of(line, name, nameEnd), words.of(line, kind, at));
            }
        }
        return null;
    }

    /** @return what is wrong, null when it was taken in */
    private @Nullable String sample() {
        int name = at;
        while (at < end && isNamePart(line[at], at == name, true)) {
            at++;
        }
        int nameEnd = at;
        if (name == nameEnd) {
            return "no metric name";
        }
        if (wanted != null && !wanted.holds(line, name, nameEnd)) {
            return skipped(nameEnd);
        }
        pairCount = 0;
        skipBlanks();
        if (at < end && line[at] == '{') {
            at++;
            String bad = labels();
            if (bad != null) {
                return bad;
            }
            skipBlanks();
        } else if (at == nameEnd) {
            return at == end ? "no value" : "a character that no metric name has";
        }
        int value = at;
        toBlank();
        int valueEnd = at;
        if (value == valueEnd) {
            return "no value";
        }
        if (!ExpositionNumbers.isNumber(line, value, valueEnd)) {
            return "a value that is no number";
        }
        String bad = rest();
        if (bad != null) {
            return bad;
        }
        Labels labels = pairCount == 0 ? Labels.NONE : Labels.of(Arrays.copyOf(pairs, pairCount));
        if (labels == null) {
            return "a label twice";
        }
        into.add(words.of(line, name, nameEnd), labels, ExpositionNumbers.parse(line, value, valueEnd));
        return null;
    }

    /** What a sample may continue with sets it apart from prose; more of the line is not looked at. */
    private @Nullable String skipped(int nameEnd) {
        if (nameEnd == end || (line[nameEnd] != '{' && line[nameEnd] != ' ' && line[nameEnd] != '\t')) {
            return nameEnd == end ? "no value" : "a character that no metric name has";
        }
        into.skip();
        return null;
    }

    /** A time stamp, which is not kept, and an exemplar, which is not looked at. */
    private @Nullable String rest() {
        skipBlanks();
        if (at < end && line[at] != '#') {
            int stamp = at;
            toBlank();
            if (!ExpositionNumbers.isNumber(line, stamp, at)) {
                return "a time stamp that is no number";
            }
            skipBlanks();
        }
        return at == end || line[at] == '#' ? null : "more than value and time stamp";
    }

    /** After the opening brace; ends behind the closing one. */
    private @Nullable String labels() {
        while (true) {
            skipBlanks();
            if (at < end && line[at] == '}') {
                at++;
                return null;
            }
            int name = at;
            while (at < end && isNamePart(line[at], at == name, false)) {
                at++;
            }
            int nameEnd = at;
            skipBlanks();
            if (name == nameEnd || at == end || line[at] != '=') {
                return at == end ? "labels without end" : "a label without name or '='";
            }
            at++;
            skipBlanks();
            String value = at < end && line[at] == '"' ? quoted() : null;
            if (value == null) {
                return "a label value without its quotes";
            }
            add(words.of(line, name, nameEnd), value);
            skipBlanks();
            if (at == end || (line[at] != ',' && line[at] != '}')) {
                return "labels without end";
            }
            at += line[at] == ',' ? 1 : 0;
        }
    }

    private void add(String name, String value) {
        if (pairCount + 2 > pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * pairs.length);
        }
        pairs[pairCount++] = name;
        pairs[pairCount++] = value;
    }

    /** From the opening quote; ends behind the closing one. Null when there is none. */
    private @Nullable String quoted() {
        int from = ++at;
        while (at < end && line[at] != '"' && line[at] != '\\') {
            at++;
        }
        if (at < end && line[at] == '"') {
            return words.of(line, from, at++);
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.write(line, from, at - from);
        for (; at < end; at++) {
            byte next = line[at];
            if (next == '"') {
                at++;
                byte[] bytes = plain.toByteArray();
                return words.of(bytes, 0, bytes.length);
            }
            if (next == '\\' && at + 1 < end) {
                escaped(line[++at], plain);
            } else {
                plain.write(next);
            }
        }
        return null;
    }

    /** Three escapes are known; before anything else the backslash stands for itself. */
    private static void escaped(byte next, ByteArrayOutputStream plain) {
        if (next == 'n') {
            plain.write('\n');
        } else {
            if (next != '"' && next != '\\') {
                plain.write('\\');
            }
            plain.write(next);
        }
    }

    private static boolean isNamePart(byte b, boolean first, boolean metric) {
        boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
        return letter || (metric && b == ':') || (!first && b >= '0' && b <= '9');
    }

    private boolean equal(int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (line[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void skipBlanks() {
        while (at < end && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
    }

    private void toBlank() {
        while (at < end && line[at] != ' ' && line[at] != '\t') {
            at++;
        }
    }
}
