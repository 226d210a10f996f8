package io.tachograph.client.endpoint;

/** A way in which a server fails in the middle of an answer of status 200, so that the answer is no success. */
enum Fault {
    /** It tells an error, in whatever dress, and goes on as if nothing were, or ends. */
    ERROR {
        @Override
        void spoil(RandomStream stream) {
            stream.body.add(stream.random.nextInt(stream.body.size() + 1), error(stream));
            end(stream);
        }
    },
    /** It ends in good order before its end. */
    CUT {
        @Override
        void spoil(RandomStream stream) {
            stream.closing.clear();
        }
    },
    /** It ends in good order within a frame. */
    CUT_WITHIN_A_FRAME {
        @Override
        void spoil(RandomStream stream) {
            stream.closing.clear();
            String last = stream.form.frame(stream.form.output("\"word\"", stream.random));
            int from = last.indexOf('{') + 1;
            stream.body.add(last.substring(0, from + stream.random.nextInt(last.lastIndexOf('}') - from)));
        }
    },
    /** Its finish reason says that it gave up, or nobody knows what it says. */
    BAD_REASON {
        @Override
        void spoil(RandomStream stream) {
            stream.close(
                    stream.pick(
                            "error",
                            "abort",
                            "network_error",
                            "timeout",
                            "insufficient_system_resource",
                            "cancelled",
                            "ERROR_TOXIC",
                            "load",
                            "whatever"),
                    stream.told);
        }

        @Override
        boolean fits(StreamForm form) {
            return form.hasReasons();
        }
    },
    /** Nothing is generated. */
    NOTHING {
        @Override
        void spoil(RandomStream stream) {
            stream.dropContent();
            stream.close(
                    stream.form.goodReasons.get(0), stream.form.usageEnds() || stream.random.nextBoolean() ? 0 : -1);
        }
    },
    /** It says something as it dies that is no error by any sign, and only its proxy ends the stream. */
    UNKNOWN_LAST_WORDS {
        @Override
        void spoil(RandomStream stream) {
            stream.body.add(frame(
                    stream,
                    stream.pick("{\"message\":\"boom\"}", "{\"reason\":\"boom\"}", "[\"boom\"]", "{\"a\":{\"b\":1}}")));
            stream.closing.clear();
            if (stream.form == StreamForm.CHAT || stream.form == StreamForm.COMPLETIONS) {
                stream.closing.add("data: [DONE]\n\n");
            }
        }
    };

    /** Dresses of an error, most of them with the sentence {@code boom}. */
    static final String[] ERRORS = {
        "{\"error\":{\"message\":\"boom\",\"code\":500}}",
        "{\"error\":\"boom\"}",
        "{\"error\":504}",
        "{\"error\":true}",
        "{\"error\":[\"boom\"]}",
        "{\"error\":{}}",
        "{\"Error\":{\"message\":\"boom\"}}",
        "{\"errors\":[{\"message\":\"boom\"}]}",
        "{\"error_msg\":\"boom\",\"error_code\":336100}",
        "{\"detail\":\"boom\"}",
        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"boom\"}]}",
        "{\"code\":1302,\"msg\":\"boom\"}",
        "{\"code\":\"InvalidParameter\",\"message\":\"boom\"}",
        "{\"object\":\"error\",\"message\":\"boom\"}",
        "{\"type\":\"error\",\"message\":\"boom\"}",
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"boom\"}}",
        "{\"status\":500,\"message\":\"boom\"}",
        "{\"success\":false,\"message\":\"boom\"}",
        "{\"response\":{\"error\":{\"message\":\"boom\"}}}",
        "[{\"error\":{\"message\":\"boom\"}}]"
    };

    abstract void spoil(RandomStream stream);

    boolean fits(StreamForm form) {
        return true;
    }

    private static String error(RandomStream stream) {
        if (stream.random.nextInt(4) == 0) {
            String text = stream.pick(
                    "Internal Server Error",
                    "upstream error: read ECONNRESET",
                    "<html><body>502 Bad Gateway</body></html>",
                    "HTTP/1.1 500 Internal Server Error",
                    "error: out of memory",
                    "{'error': 'decode worker 503', 'code': None}",
                    "{'error': \"{\\\"message\\\":\\\"x\\\"}\"}");
            return stream.form.isEvents() ? stream.pick("", "data: ") + text + "\n\n" : text + "\n";
        }
        return frame(stream, stream.pick(ERRORS));
    }

    private static String frame(RandomStream stream, String json) {
        return stream.form.isEvents()
                ? stream.pick("data: ", "data:", "", "error: ", "event: error\ndata: ", "event: message\ndata: ")
                        + json
                        + stream.pick("\n\n", "\n\n", "\r\n\r\n")
                : json + "\n";
    }

    /** After an error: nothing, what its proxy adds, or all that would have come. */
    private static void end(RandomStream stream) {
        if (stream.random.nextBoolean()) {
            stream.closing.clear();
            if (stream.random.nextBoolean() && stream.form.isEvents()) {
                stream.closing.add("data: [DONE]\n\n");
            }
        }
    }
}
