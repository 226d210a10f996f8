package io.tachograph.simulator;

import static io.tachograph.simulator.ReplicaUnderTest.CHAT;
import static io.tachograph.simulator.ReplicaUnderTest.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerConnectionTest {
    private final ReplicaUnderTest server = new ReplicaUnderTest();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void requestsSentAhead_areAnsweredInOrder() throws Exception {
        try (RawConnection connection = new RawConnection(server.replica().port())) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                all.append(RawConnection.post(CHAT, chat(",\"max_tokens\":1,\"stream\":true")));
                all.append("GET /version?n=1 HTTP/1.1\r\nHost: test\r\n\r\n");
            }
            connection.send(all + "GET /nothing HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");

            String answers = connection.readToEnd();

            String kinds = Pattern.compile("\\[DONE]|0.30.0-sim|404 Not")
                    .matcher(answers)
                    .results()
                    .map(found -> found.group().substring(0, 1))
                    .collect(Collectors.joining());
            assertThat(kinds).isEqualTo("[0".repeat(40) + "4");
        }
    }

    @Test
    void http10Client_getsAnUnchunkedStreamUntilTheEnd() throws Exception {
        try (RawConnection connection = new RawConnection(server.replica().port())) {
            connection.send(RawConnection.post(CHAT, chat(",\"max_tokens\":2,\"stream\":true"))
                    .replace("HTTP/1.1", "HTTP/1.0"));

            String answer = connection.readToEnd();

            assertThat(answer).doesNotContain("chunked").endsWith("}\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void notHttp_isRefusedAndClosed() throws Exception {
        try (RawConnection connection = new RawConnection(server.replica().port())) {
            connection.send("\u0001\u0002 what is this\r\n\r\n");

            assertThat(connection.readToEnd()).contains(" 400 ").contains("not valid HTTP");
        }
    }

    @Test
    void endlessBody_isRefusedBeforeItEnds() throws Exception {
        try (RawConnection connection = new RawConnection(server.replica().port())) {
            connection.send("POST " + CHAT + " HTTP/1.1\r\nHost: test\r\nContent-Length: 99999999999\r\n\r\n");
            connection.send("x".repeat(RequestAssembler.MAX_BODY_BYTES + 1));

            assertThat(connection.readUntil("\"code\":413")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void pieceByPieceRequest_isAnswered() throws Exception {
        try (RawConnection connection = new RawConnection(server.replica().port())) {
            for (char c : RawConnection.post(CHAT, chat(",\"max_tokens\":1")).toCharArray()) {
                connection.send(String.valueOf(c));
            }

            assertThat(connection.readUntil("\"usage\"")).startsWith("HTTP/1.1 200 ");
        }
    }
}
