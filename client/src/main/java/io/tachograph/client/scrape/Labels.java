package io.tachograph.client.scrape;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Labels of a series, ordered by name. Immutable. */
public final class Labels {
    static final Labels NONE = new Labels(new String[0]);

    /** Name, value, name, value, …, ascending by name. */
    private final String[] pairs;

    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        hash = Arrays.hashCode(pairs);
    }

    /**
     * @param pairs name, value, name, value, …; taken over, brought in order
     * @return null when a name comes twice
     */
    static @Nullable Labels of(String[] pairs) {
        for (int i = 2; i < pairs.length; i += 2) {
            String name = pairs[i];
            String value = pairs[i + 1];
            int at = i;
            while (at > 0 && pairs[at - 2].compareTo(name) > 0) {
                pairs[at] = pairs[at - 2];
                pairs[at + 1] = pairs[at - 1];
                at -= 2;
            }
            pairs[at] = name;
            pairs[at + 1] = value;
            if (at > 0 && pairs[at - 2].equals(name)) {
                return null;
            }
        }
        return new Labels(pairs);
    }

    /** Value of the label, null when the series has none of that name. */
    public @Nullable String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    public int size() {
        return pairs.length / 2;
    }

    /** These without the label {@code name}. */
    public Labels without(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                String[] rest = new String[pairs.length - 2];
                System.arraycopy(pairs, 0, rest, 0, i);
                System.arraycopy(pairs, i + 2, rest, i, rest.length - i);
                return new Labels(rest);
            }
        }
        return this;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Labels other && hash == other.hash && Arrays.equals(pairs, other.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ",")
                    .append(pairs[i])
                    .append("=\"")
                    .append(pairs[i + 1])
                    .append('"');
        }
        return text.append('}').toString();
    }
}
