package io.tachograph.client.endpoint;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Words without what servers spell differently: case, and whatever stands between letters. */
final class Spelling {
    private Spelling() {}

    /** In small letters, and nothing but letters. */
    static String letters(String text) {
        return only(text, Character::isLetter);
    }

    /** In small letters, and nothing but letters and digits. */
    static String lettersAndDigits(String text) {
        return only(text, Character::isLetterOrDigit);
    }

    private static String only(String text, IntPredicate kept) {
        StringBuilder word = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT).chars().filter(kept).forEach(letter -> word.append((char) letter));
        return word.toString();
    }
}
