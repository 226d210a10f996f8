package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    record Event(@Nullable String name, String data, long nanos) {}

    @ParameterizedTest
    @ValueSource(strings = {Samples.OPENAI, Samples.AZURE, Samples.VLLM_REASONING, Samples.ERRORS})
    void recordedStream_givesTheSameEventsWhereverItIsCut(String sample) throws AnswerException {
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            String text = Samples.text(sample).replace("\n", lineEnd);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            List<String> expected = dataLinesOf(Samples.text(sample));
            for (int cut = 0; cut <= bytes.length; cut++) {
                byte[] first = Arrays.copyOfRange(bytes, 0, cut);
                byte[] second = Arrays.copyOfRange(bytes, cut, bytes.length);
                assertThat(parse(first, second))
                        .as("cut at %d", cut)
                        .extracting(Event::data)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void streamOfSingleBytes_givesTheSameEvents() throws AnswerException {
        byte[] bytes = "data: größe 🚚\r\ndata:second\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        byte[][] singles = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            singles[i] = new byte[] {bytes[i]};
        }

        assertThat(parse(singles)).extracting(Event::data).containsExactly("größe 🚚\nsecond");
    }

    @Test
    void memoryOfARead_mayBeOverwrittenAfterIt() throws AnswerException {
        byte[] bytes =
                "event: e\ndata: first line\ndata: the second one\n\ndata:\n\n: end\n".getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            List<String> data = new ArrayList<>();
            SseParser parser = new SseParser(
                    (name, text, from, length, nanos) ->
                            data.add(name + "=" + new String(text, from, length, StandardCharsets.UTF_8)),
                    1 << 20);
            byte[] shared = new byte[bytes.length];
            for (byte[] read :
                    List.of(Arrays.copyOfRange(bytes, 0, cut), Arrays.copyOfRange(bytes, cut, bytes.length))) {
                Arrays.fill(shared, (byte) '?');
                System.arraycopy(read, 0, shared, 0, read.length);
                parser.read(Unpooled.wrappedBuffer(shared, 0, read.length), 1);
            }

            assertThat(data).as("cut at %d", cut).containsExactly("e=first line\nthe second one", "null=");
        }
    }

    @Test
    void emptyLineThatEndsAnEvent_isNoPartOfTheNext() throws AnswerException {
        List<Event> events = parse(
                "data: a\n".getBytes(StandardCharsets.UTF_8),
                "\ndata: b\n\nda".getBytes(StandardCharsets.UTF_8),
                "ta: c\n\n".getBytes(StandardCharsets.UTF_8));

        assertThat(events).containsExactly(new Event(null, "a", 1), new Event(null, "b", 2), new Event(null, "c", 2));
    }

    @Test
    void commentsAndUnknownFields_areNoEvents() throws AnswerException {
        assertThat(parse(": keep-alive\n\nid: 7\nretry: 10\n\n: x\ndata\n\n")).containsExactly(new Event(null, "", 1));
    }

    @Test
    void nameOfAnEvent_isKeptForThatEventOnly() throws AnswerException {
        assertThat(parse("event: error\ndata: 1\n\ndata: 2\n\n"))
                .containsExactly(new Event("error", "1", 1), new Event(null, "2", 1));
    }

    @Test
    void byteOrderMark_isSkippedAtTheStartOnly() throws AnswerException {
        assertThat(parse("\uFEFFdata: 1\n\n\uFEFFdata: 2\n\n"))
                .containsExactly(new Event(null, "1", 1), new Event(null, "\uFEFFdata: 2", 1));
    }

    @Test
    void onlyOneBlankBehindTheColon_isTaken() throws AnswerException {
        assertThat(parse("data:  x\n\ndata:y\n\n")).extracting(Event::data).containsExactly(" x", "y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: 1\n\ndata: 2",
                "data: 1\n\ndata: 2\n",
                "data: 1\n\ndata: 2\r",
                "data: 1\r\n\r\ndata: 2\r\n"
            })
    void lastEvent_needsNoEmptyLine(String text) throws AnswerException {
        assertThat(parse(text)).containsExactly(new Event(null, "1", 1), new Event(null, "2", 1));
    }

    @Test
    void linesThatAreNoFields_areOneFrame_apartFromTheEventsAroundThem() throws AnswerException {
        assertThat(parse("data: 1\n\n{\n  \"error\": \"x\"\n}\ndata: 2\n\nboom\nbang\n\n"))
                .extracting(Event::data)
                .containsExactly("1", "{\n  \"error\": \"x\"\n}", "2", "boom\nbang");
        assertThat(parse("data: 1\nboom\n\n")).extracting(Event::data).containsExactly("1", "boom");
    }

    @Test
    void fieldOfAnError_isAnEventOfThatName() throws AnswerException {
        assertThat(parse("data: 1\nerror: {}\n\nerror:\n\nerror\n\n"))
                .containsExactly(
                        new Event(null, "1", 1),
                        new Event("error", "{}", 1),
                        new Event("error", "", 1),
                        new Event(null, "error", 1));
    }

    @Test
    void eventWithoutData_isAFrameIfItHasAName() throws AnswerException {
        assertThat(parse("event: error\n\nevent: ping\nevent: done\ndata: 1\n\n"))
                .containsExactly(new Event("error", "", 1), new Event("ping", "", 1), new Event("done", "1", 1));
    }

    @Test
    void objectsThatNoEmptyLineParts_areEventsOfTheirOwn_withTheirStamps() throws AnswerException {
        assertThat(parse("data: {\"a\":1}\n", "data: {\"b\":2}\n", "data: [DONE]\n"))
                .containsExactly(
                        new Event(null, "{\"a\":1}", 1), new Event(null, "{\"b\":2}", 2), new Event(null, "[DONE]", 3));
        assertThat(parse("event: a\ndata: {}\nevent: b\ndata: {}\n"))
                .containsExactly(new Event("a", "{}", 1), new Event("b", "{}", 1));
    }

    @Test
    void objectOverManyLines_isOneEvent() throws AnswerException {
        assertThat(parse("data: {\ndata:  \"a\": [\ndata: {}\ndata: ]\ndata: }\n\n"))
                .extracting(Event::data)
                .containsExactly("{\n \"a\": [\n{}\n]\n}");
    }

    @Test
    void eventBeyondTheLimit_isAProtocolError() {
        SseParser parser = new SseParser((name, data, from, length, nanos) -> {}, 1000);

        assertThatThrownBy(() -> parser.read(Unpooled.wrappedBuffer(new byte[1001]), 1))
                .isInstanceOf(AnswerException.class)
                .hasMessage("an event of the stream is longer than 1000 bytes");
    }

    @Test
    void eventThatComesInSeveralReads_hasTheStampOfItsFirstByte() throws AnswerException {
        List<Event> events = parse("data: a\n\nda", "ta: b", "\nda", "ta: c\n", "\n: x\n", "event: e\n", "data: d\n\n");

        assertThat(events).containsExactly(new Event(null, "a", 1), new Event(null, "b\nc", 1), new Event("e", "d", 6));
    }

    private static List<String> dataLinesOf(String text) {
        return text.lines()
                .filter(line -> line.startsWith("data: ") || line.startsWith("#"))
                .map(line -> line.startsWith("#") ? line : line.substring(6))
                .toList();
    }

    private static List<Event> parse(String... reads) throws AnswerException {
        return parse(Stream.of(reads)
                .map(read -> read.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    /** The n-th read has stamp n. */
    private static List<Event> parse(byte[]... reads) throws AnswerException {
        List<Event> events = new ArrayList<>();
        SseParser parser = new SseParser(
                (name, data, from, length, nanos) ->
                        events.add(new Event(name, new String(data, from, length, StandardCharsets.UTF_8), nanos)),
                1 << 20);
        for (int i = 0; i < reads.length; i++) {
            parser.read(Unpooled.wrappedBuffer(reads[i]), i + 1);
        }
        parser.end();
        return events;
    }
}
