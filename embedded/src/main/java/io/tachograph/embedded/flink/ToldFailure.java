package io.tachograph.embedded.flink;

import java.util.List;

/** What a remote Flink reports of a failure: the text of its stack trace. Immutable. */
public final class ToldFailure extends Exception {
    private static final long serialVersionUID = 1;
    private static final String CAUSE = "Caused by: ";
    private static final String PLACE = "\tat ";

    private final String text;
    private final String type;
    private final String place;

    private ToldFailure(String text, String type, String message, String place) {
        super(message, null, false, false);
        this.text = text;
        this.type = type;
        this.place = place;
    }

    /** @param text as {@link Throwable#printStackTrace} writes it */
    static ToldFailure of(String text) {
        List<String> lines = text.lines().toList();
        int root = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(CAUSE)) {
                root = i;
            }
        }
        String headline = lines.isEmpty() ? "" : lines.get(root).replaceFirst("^" + CAUSE, "");
        int colon = headline.indexOf(": ");
        String place = lines.stream()
                .skip(root)
                .filter(line -> line.startsWith(PLACE))
                .findFirst()
                .map(line -> " at " + line.substring(PLACE.length()))
                .orElse("");
        return new ToldFailure(
                text,
                colon < 0 ? headline : headline.substring(0, colon),
                colon < 0 ? "" : headline.substring(colon + 2),
                place);
    }

    /** Name of the class of the exception that began it. */
    String type() {
        return type;
    }

    /** Where that was thrown, {@code " at class.method, line"}; empty when nobody knows. */
    String place() {
        return place;
    }

    /** All that was reported, for the log. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // The message alone is the root's.
    public String toString() {
        return text;
    }
}
