package io.tachograph.schemas;

import java.util.Map;

/**
 * What goes with every request to a target besides what its API kind wants.
 *
 * @param headers further headers; values may be secrets, so no text shows them
 * @param bodyFields a JSON object whose fields are added to every request body and win over those of the same name;
 *     {@code {}} for none
 */
public record RequestExtras(Map<String, String> headers, String bodyFields) {
    public static final RequestExtras NONE = new RequestExtras(Map.of(), "{}");

    public RequestExtras {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "RequestExtras[headers " + headers.keySet() + "]";
    }
}
