package io.tachograph.client.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tachograph.schemas.avro.StampSource;
import java.time.Duration;

/** One exchange, in a process whose JNA may find no native part; the exit code says who stamped it. */
final class WithoutJna {
    static final int READ = 42;
    static final int OTHER = 43;

    private WithoutJna() {}

    public static void main(String[] args) throws Exception {
        RecordingListener listener = new RecordingListener();
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "x"));
                HttpClient client = HttpClient.start(HttpClientConfig.defaults())) {
            HttpCall call = new HttpCall(HttpMethod.GET, "/", new DefaultHttpHeaders(), "", Duration.ofSeconds(20));
            Exchange unused = client.send(HttpEndpoint.of(server.url()), call, listener);
            listener.awaitEnd();
        }
        System.exit(listener.source == StampSource.READ && listener.body().equals("x") ? READ : OTHER);
    }
}
