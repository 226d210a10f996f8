package io.tachograph.schemas;

import java.util.Map;
import java.util.Set;

/**
 * What goes with every request to a target besides what its API kind wants.
 *
 * @param headers further headers; values may be secrets, so no text shows them
 * @param bodyFields a JSON object whose fields are added to every request body and win over those of the same name;
 *     {@code {}} for none
 * @param omitted fields of the request body, by their names at its top, that are not sent although the API kind has them
 */
public record RequestExtras(Map<String, String> headers, String bodyFields, Set<String> omitted) {
    public static final RequestExtras NONE = new RequestExtras(Map.of(), "{}", Set.of());

    public RequestExtras {
        headers = Map.copyOf(headers);
        omitted = Set.copyOf(omitted);
    }

    /** Nothing is left out. */
    public RequestExtras(Map<String, String> headers, String bodyFields) {
        this(headers, bodyFields, Set.of());
    }

    @Override
    public String toString() {
        return "RequestExtras[headers " + headers.keySet() + "]";
    }
}
