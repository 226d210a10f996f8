package io.tachograph.api.question;

import io.tachograph.api.request.Cursor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The path and query of the rows that follow. */
final class NextPage {
    private NextPage() {}

    static String of(String path, Map<String, List<String>> query, Cursor cursor) {
        StringJoiner parameters = new StringJoiner("&", path + "?", "");
        query.forEach((name, values) -> {
            if (!name.equals("cursor")) {
                values.forEach(value -> parameters.add(encoded(name) + "=" + encoded(value)));
            }
        });
        return parameters.add("cursor=" + cursor.text()).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
