package io.tachograph.client.workload.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that is no JSON, CSV or YAML, in words about the text and not about what read it. */
public final class JsonFault {
    private static final Pattern CHARACTER = Pattern.compile("Unexpected character \\('(.+?)' \\(code");
    private static final Pattern WORD = Pattern.compile("(?:Unrecognized|Non-standard) token '(.*?)'");
    private static final Pattern TWICE = Pattern.compile("Duplicate (?:field|Object property) [\"'](.*?)[\"']");

    private JsonFault() {}

    /** A clause such as {@code unexpected character ']'}. */
    public static String of(JsonProcessingException failure) {
        String told = String.valueOf(failure.getOriginalMessage());
        if (failure instanceof JsonEOFException || told.startsWith("Unexpected end-of-input")) {
            return "it ends too early";
        }
        if (failure instanceof MismatchedInputException
                && told.toLowerCase(Locale.ROOT).contains("trailing token")) {
            return "something follows the value";
        }
        if (told.contains("closing quote")) {
            return "a quote is not closed";
        }
        Matcher character = CHARACTER.matcher(told);
        if (character.find()) {
            return "unexpected character '" + character.group(1) + "'"
                    + (told.contains("expecting comma") ? ", where a comma is missing" : "");
        }
        Matcher word = WORD.matcher(told);
        if (word.find()) {
            return "unexpected word '" + word.group(1) + "'";
        }
        Matcher twice = TWICE.matcher(told);
        return twice.find() ? "the key '" + twice.group(1) + "' is given twice" : "it is malformed";
    }
}
