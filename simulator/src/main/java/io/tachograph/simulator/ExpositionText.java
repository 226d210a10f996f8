package io.tachograph.simulator;

/**
 * Writes the Prometheus text format, version 0.0.4. Written here because vLLM's names hold a colon, which client
 * libraries keep for recording rules.
 */
final class ExpositionText {
    /** Value of the header content-type. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(8_192);
    private final String commonLabels;

    /** Every sample carries vLLM's two labels. */
    ExpositionText(String model) {
        commonLabels = "engine=\"0\",model_name=\"" + escaped(model) + "\"";
    }

    void family(String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void sample(String name, double value) {
        line(name, commonLabels, value);
    }

    void sample(String name, double value, String label, String labelValue) {
        line(name, commonLabels + ',' + label + "=\"" + escaped(labelValue) + '"', value);
    }

    /** A sample without the labels of an engine. */
    void processSample(String name, double value, String labels) {
        line(name, labels, value);
    }

    private void line(String name, String labels, double value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value).append('\n');
    }

    private static String escaped(String labelValue) {
        return labelValue.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
