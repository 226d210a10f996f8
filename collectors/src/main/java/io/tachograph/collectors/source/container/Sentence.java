package io.tachograph.collectors.source.container;

/** Strangers' text within our sentences. */
public final class Sentence {
    private static final int MOST_CHARACTERS = 200;

    private Sentence() {}

    /** One line of it, shortened. */
    public static String of(String text) {
        String head = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
        return head.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
