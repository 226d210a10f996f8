package io.tachograph.collectors.source.polling;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server of another time, which its answers tell, that does now and then what servers do: refuses a good key, has enough,
 * sends a page again, forgets a cursor, breaks off. One question at a time. It keeps an account of that, and of those who come
 * back before they may.
 */
final class FaultyServer implements AutoCloseable {
    /** What goes wrong with an answer. */
    enum Fault {
        REFUSED,
        ENOUGH_FOR_A_WHILE,
        ENOUGH,
        BUSY,
        CUT,
        HALF_A_BODY,
        PAGE_AGAIN,
        CURSOR_EXPIRED
    }

    /** @param parameters of the query, decoded */
    record Question(String path, Map<String, String> parameters, String body) {
        String parameter(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    /** @param header one more, such as {@code Name: value}; empty for none */
    record Answer(int status, String header, String body) {
        static Answer json(String body) {
            return new Answer(200, "", body);
        }
    }

    /** What it has to say. */
    @FunctionalInterface
    interface Site {
        Answer answer(Question question, @Nullable Fault fault);
    }

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final Duration WHILE = Duration.ofSeconds(45);

    private final ServerSocket socket;
    private final Supplier<Instant> clock;
    private final Random random;
    private final Site site;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private double likelihood;
    private boolean away;
    private Instant quietUntil = Instant.EPOCH;
    private int questions;
    private int tooSoon;

    /** @param port 0 for any */
    FaultyServer(int port, Supplier<Instant> clock, int seed, Site site) throws IOException {
        this.clock = clock;
        this.random = new Random(seed);
        this.site = site;
        socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread thread = new Thread(this::serve, "stand-in");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** @param share of answers with which something goes wrong, from now on */
    synchronized void failing(double share) {
        likelihood = share;
    }

    /** Whether it hangs up on everybody. */
    synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** Its caller was started anew, and cannot know that it was to wait. */
    synchronized void callerRestarted() {
        quietUntil = Instant.EPOCH;
    }

    synchronized Map<Fault, Integer> faults() {
        return new EnumMap<>(faults);
    }

    synchronized int questions() {
        return questions;
    }

    /** Questions that came earlier than an answer allowed. */
    synchronized int tooSoon() {
        return tooSoon;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                answer(caller);
            } catch (IOException e) {
                // Callers come and go.
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        Question question = question(caller.getInputStream());
        byte[] answer;
        synchronized (this) {
            if (away) {
                return;
            }
            questions++;
            if (clock.get().isBefore(quietUntil)) {
                tooSoon++;
            }
            answer = bytes(question);
        }
        caller.getOutputStream().write(answer);
        caller.getOutputStream().flush();
    }

    private byte[] bytes(Question question) {
        Fault fault = random.nextDouble() < likelihood ? Fault.values()[random.nextInt(Fault.values().length)] : null;
        if (fault != null) {
            faults.merge(fault, 1, Integer::sum);
        }
        Answer answer = answer(question, fault);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + answer.status() + " x\r\nDate: " + DATE.format(clock.get())
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + (answer.header().isEmpty() ? "" : answer.header() + "\r\n") + "Content-Length: " + body.length
                + "\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        bytes.write(body, 0, fault == Fault.CUT ? body.length / 2 : body.length);
        return bytes.toByteArray();
    }

    private Answer answer(Question question, @Nullable Fault fault) {
        if (fault == Fault.REFUSED) {
            return new Answer(401, "", "{}");
        }
        if (fault == Fault.ENOUGH_FOR_A_WHILE) {
            quietUntil = clock.get().plus(WHILE);
            return new Answer(429, "Retry-After: " + WHILE.toSeconds(), "{}");
        }
        if (fault == Fault.ENOUGH) {
            // Nobody may ask again at once, whatever the answer leaves open.
            quietUntil = clock.get().plusSeconds(30);
            return new Answer(429, "", "{}");
        }
        if (fault == Fault.BUSY) {
            return new Answer(503, "", "{}");
        }
        Answer answer = site.answer(question, fault);
        if (fault == Fault.HALF_A_BODY) {
            String body = answer.body();
            return new Answer(answer.status(), answer.header(), body.substring(0, body.length() / 2));
        }
        return answer;
    }

    private static Question question(InputStream caller) throws IOException {
        InputStream in = new BufferedInputStream(caller);
        String[] first = line(in).split(" ", -1);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String[] target = first[1].split("\\?", 2);
        Map<String, String> parameters = new HashMap<>();
        for (String part : target.length == 1 ? new String[0] : target[1].split("&", -1)) {
            String[] pair = part.split("=", 2);
            parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return new Question(target[0], parameters, body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the caller hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
