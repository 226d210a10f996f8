package io.tachograph.gateway.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.client.http.BodyBudget;
import io.tachograph.config.CaptureSection;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes requests and answers down, one line of JSON each, on a thread of its own. What waits for it is bounded: requests never
 * wait, and those that find no room are counted and not kept. Thread-safe.
 */
public final class CaptureLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureLog.class);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long MOST_WAITING_BYTES = 64L << 20;
    private static final long LOOK_MILLIS = 10_000;
    private static final long PATIENCE_MILLIS = 10_000;

    private final int mostBytes;
    private final Redaction redaction;
    private final CaptureFiles files;
    private final BodyBudget memory = new BodyBudget(MOST_WAITING_BYTES);
    /** An empty one is the end. */
    private final LinkedBlockingQueue<Optional<Capture.Ended>> waiting = new LinkedBlockingQueue<>();

    private final LongAdder written = new LongAdder();
    private final LongAdder tooLarge = new LongAdder();
    private final LongAdder overloaded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Thread writer = new Thread(this::write, "gateway-capture");
    private String trouble = "";

    private CaptureLog(int mostBytes, Redaction redaction, CaptureFiles files) {
        this.mostBytes = mostBytes;
        this.redaction = redaction;
        this.files = files;
    }

    /**
     * Null where nothing is to be kept.
     *
     * @throws IOException in one sentence, when the directory cannot be written to
     * @throws IllegalArgumentException in one sentence, when a pattern is none
     */
    public static @Nullable CaptureLog open(CaptureSection section) throws IOException {
        Path directory = section.directory();
        if (directory == null) {
            return null;
        }
        CaptureLog log = new CaptureLog(
                section.maxBodyBytes(),
                new Redaction(section.redact()),
                CaptureFiles.open(directory, section.keep(), section.maxBytes(), Clock.systemUTC()));
        log.writer.setDaemon(true);
        log.writer.start();
        return log;
    }

    /** A request begins. Null when it cannot be kept, which is counted. */
    public @Nullable Capture begin(byte[] body) {
        if (body.length > mostBytes) {
            tooLarge.increment();
            return null;
        }
        BodyBudget.Share share = memory.share();
        if (!share.add(body.length)) {
            overloaded.increment();
            return null;
        }
        return new Capture(this, body, share, mostBytes);
    }

    void add(Capture.Ended ended) {
        waiting.add(Optional.of(ended));
    }

    public CaptureCounters counters() {
        return new CaptureCounters(written.sum(), tooLarge.sum(), overloaded.sum(), failed.sum(), files.removed());
    }

    private void write() {
        try {
            while (true) {
                Optional<Capture.Ended> next = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null && next.isEmpty()) {
                    return;
                }
                if (next != null) {
                    write(next.get());
                }
                files.lookAfter();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("nothing is captured any more", e);
        }
    }

    private void write(Capture.Ended ended) {
        try {
            files.append(MAPPER.writeValueAsBytes(line(ended)));
            written.increment();
            trouble = "";
        } catch (IOException e) {
            failed.increment();
            say(e instanceof JsonProcessingException ? "a body was no JSON" : String.valueOf(e.getMessage()));
        } finally {
            ended.share().release();
        }
    }

    /** Each trouble once. */
    private void say(String what) {
        if (!trouble.equals(what)) {
            LOG.warn("a request could not be captured: {}", what);
            trouble = what;
        }
    }

    private ObjectNode line(Capture.Ended ended) throws IOException {
        RequestTiming record = ended.record();
        ObjectNode line = MAPPER.createObjectNode();
        line.put("sent_at", instant(record).toString())
                .put("request_id", id(record).toString())
                .put("attempt", record.getAttempt())
                // A request may name its user, and by whatever.
                .put("tenant", redaction.of(record.getTenant()))
                .put("target", record.getTarget())
                .put("api", record.getApi())
                .put("outcome", record.getOutcome().name());
        line.set("request", redaction.of(MAPPER.readTree(ended.request())));
        String answer = redaction.of(ended.answer());
        return line.put("answer", ended.cut() ? wholeWords(answer) : answer).put("answer_cut", ended.cut());
    }

    /** The last one may be the half of what would have been redacted. */
    private static String wholeWords(String cut) {
        int end = cut.length();
        while (end > 0 && !Character.isWhitespace(cut.charAt(end - 1))) {
            end--;
        }
        return cut.substring(0, end);
    }

    private static Instant instant(RequestTiming record) {
        long micros = record.getSentAtMicros();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    private static UUID id(RequestTiming record) {
        ByteBuffer id = ByteBuffer.wrap(record.getRequestId().bytes());
        return new UUID(id.getLong(0), id.getLong(8));
    }

    /** Writes down what waits, for ten seconds at most. */
    @Override
    public void close() {
        waiting.add(Optional.empty());
        try {
            writer.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failed.add(waiting.stream().filter(Optional::isPresent).count());
        files.close();
    }
}
