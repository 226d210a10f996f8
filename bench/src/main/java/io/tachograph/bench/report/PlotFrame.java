package io.tachograph.bench.report;

/** The place of a plot, which the script fills. */
final class PlotFrame {
    private PlotFrame() {}

    /**
     * @param kind which of the script's plots
     * @param run number of the run among the page's, from 0; −1 for a plot of the whole sweep
     * @param note what a reader must know, may be empty
     */
    static void show(Markup page, String kind, int run, String title, String note) {
        page.open("figure", "class", "plot", "data-plot", kind, "data-run", Integer.toString(run));
        page.open("figcaption").leaf("strong", title);
        if (!note.isEmpty()) {
            page.leaf("span", note);
        }
        page.close().close();
    }
}
