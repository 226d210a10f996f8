package io.tachograph.bench.report;

/** A table that scrolls by itself on a narrow screen. The first columns hold text, the others numbers. */
final class Table {
    private final Markup page;
    private final int textColumns;

    Table(Markup page, String caption, int textColumns, String... columns) {
        this.page = page;
        this.textColumns = textColumns;
        page.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption);
        page.open("table").leaf("caption", caption).open("thead").open("tr");
        for (int i = 0; i < columns.length; i++) {
            page.open("th", i < textColumns ? text() : numeric("num"));
            page.text(columns[i]).close();
        }
        page.close().close().open("tbody");
    }

    private static String[] text() {
        return new String[] {"scope", "col"};
    }

    private static String[] numeric(String kind) {
        return new String[] {"scope", "col", "class", kind};
    }

    /** @param cells one for each column; the first names the row */
    Table row(String... cells) {
        page.open("tr").leaf("th", cells[0], "scope", "row");
        for (int i = 1; i < cells.length; i++) {
            if (i < textColumns) {
                page.leaf("td", cells[i]);
            } else {
                page.leaf("td", cells[i], "class", "num");
            }
        }
        page.close();
        return this;
    }

    Markup end() {
        return page.close().close().close();
    }
}
