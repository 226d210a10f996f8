package io.tachograph.collectors.inventory;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of an endpoint as the gateway makes it: Django's {@code slugify} of its cluster, framework and model. */
final class Slug {
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7F]");
    private static final Pattern NOT_KEPT = Pattern.compile("[^\\w\\s-]");
    private static final Pattern SEPARATORS = Pattern.compile("[-\\s]+");
    private static final Pattern OUTER = Pattern.compile("^[-_]+|[-_]+$");
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]+");

    private Slug() {}

    static String slugify(String text) {
        String ascii = NOT_ASCII
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("");
        String kept =
                NOT_KEPT.matcher(ascii.toLowerCase(Locale.ROOT)).replaceAll("").strip();
        return OUTER.matcher(SEPARATORS.matcher(kept).replaceAll("-")).replaceAll("");
    }

    /**
     * Whether a slug has the form {@code cluster-framework-model}. The model's part may be another than {@code slugify}
     * makes, because slugs are also written by hand.
     *
     * @return what is wrong with it, null for nothing
     */
    static @Nullable String objection(String slug, String cluster, String framework, String model) {
        String made = slugify(cluster + " " + framework + " " + model);
        String head = slugify(cluster + " " + framework) + "-";
        if (slug.equals(made)) {
            return null;
        }
        if (!ALLOWED.matcher(slug).matches()
                || !slug.toLowerCase(Locale.ROOT).startsWith(head)
                || slug.length() == head.length()) {
            return "is '" + slug + "', but must be cluster-framework-model without '/', such as '" + made + "'";
        }
        return null;
    }
}
