package io.tachograph.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page back, by means that share nothing with what wrote it. */
final class ReadPage {
    private static final Pattern CELL = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL);

    private ReadPage() {}

    /** Rows of the first table whose caption starts so, the head first. */
    static List<List<String>> table(String html, String caption) {
        int start = html.indexOf("<caption>" + caption);
        String table = html.substring(start, html.indexOf("</table>", start));
        List<List<String>> rows = new ArrayList<>();
        for (String row : table.split("<tr>", -1)) {
            List<String> cells = CELL.matcher(row)
                    .results()
                    .map(found -> plain(found.group(1)))
                    .toList();
            if (!cells.isEmpty()) {
                rows.add(cells);
            }
        }
        return rows;
    }

    static String plain(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", "\u00A0")
                .replace("&amp;", "&")
                .strip();
    }

    /** What stands between the tags of the only element that starts so. */
    static String between(String html, String start, String end) {
        int from = html.indexOf(start) + start.length();
        return html.substring(from, html.indexOf(end, from));
    }

    /** {@code attribute} of the figure of one plot; empty when it has none. */
    static String ofFigure(String html, String plot, int run, String attribute) {
        Matcher figure = Pattern.compile("<figure[^>]*data-plot=\"" + plot + "\"[^>]*data-run=\"" + run + "\"[^>]*>")
                .matcher(html);
        if (!figure.find()) {
            return "no such figure";
        }
        Matcher value = Pattern.compile(attribute + "=\"([^\"]*)\"").matcher(figure.group());
        return value.find() ? value.group(1) : "";
    }
}
