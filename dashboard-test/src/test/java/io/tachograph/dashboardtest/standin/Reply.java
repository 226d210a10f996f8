package io.tachograph.dashboardtest.standin;

import java.util.Map;

/** What the stand-in answers to one request. */
public record Reply(int status, Map<String, String> headers, String body) {
    static Reply stream(String events) {
        return new Reply(200, Map.of("content-type", "text/event-stream; charset=utf-8"), events);
    }

    /** An error in the API's form. */
    public static Reply error(int status, String type, Map<String, String> headers) {
        return error(status, type, "\"message\":\"It says so.\"", headers);
    }

    /** An error with more fields. */
    public static Reply error(int status, String type, String fields, Map<String, String> headers) {
        return new Reply(
                status,
                headers,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\"," + fields
                        + "},\"request_id\":\"req_011stand\"}");
    }
}
