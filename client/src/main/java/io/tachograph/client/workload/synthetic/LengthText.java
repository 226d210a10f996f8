package io.tachograph.client.workload.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The short form of a law, for a command line. */
final class LengthText {
    private static final Pattern RANGE = Pattern.compile("\\s*(\\d+)\\s*(?:-\\s*(\\d+)\\s*)?");
    private static final Pattern COMMA = Pattern.compile(",");

    private final String text;

    private LengthText(String text) {
        this.text = text;
    }

    static LengthLaw parse(String text) throws IOException {
        LengthText law = new LengthText(text);
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            int least = law.length(range.group(1));
            return LengthLaw.uniform(least, range.group(2) == null ? least : law.length(range.group(2)));
        }
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        return switch (name) {
            case "fixed" -> law.fixed(law.numbers(rest));
            case "uniform" -> law.uniform(law.numbers(rest));
            case "normal" -> law.bell(false, law.numbers(rest));
            case "lognormal" -> law.bell(true, law.numbers(rest));
            case "file" -> LengthLaw.histogram(Path.of(rest));
            default -> throw law.unknown();
        };
    }

    private LengthLaw fixed(List<String> numbers) {
        require(numbers.size() == 1);
        return LengthLaw.fixed(length(numbers.get(0)));
    }

    private LengthLaw uniform(List<String> numbers) {
        require(numbers.size() == 2);
        return LengthLaw.uniform(length(numbers.get(0)), length(numbers.get(1)));
    }

    private LengthLaw bell(boolean logarithmic, List<String> numbers) {
        require(numbers.size() == 2 || numbers.size() == 4);
        boolean cut = numbers.size() == 4;
        return new BellLength(
                logarithmic,
                real(numbers.get(0)),
                real(numbers.get(1)),
                cut ? length(numbers.get(2)) : 1,
                cut ? length(numbers.get(3)) : LengthLaw.MOST);
    }

    private List<String> numbers(String rest) {
        return COMMA.splitAsStream(rest).map(String::strip).toList();
    }

    private int length(String number) {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private double real(String number) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private void require(boolean fits) {
        if (!fits) {
            throw unknown();
        }
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("length '" + text + "' is none of 512, 100-2000, uniform:100,2000,"
                + " normal:MEAN,SD[,LEAST,MOST], lognormal:MEDIAN,SIGMA[,LEAST,MOST] and file:PATH");
    }
}
