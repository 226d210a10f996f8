package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.bench.result.RunResult;
import io.tachograph.client.endpoint.Details;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final List<Requests.Made> made = Requests.random(3, 500, 2_000_000_000L);

    private RecorderConfig config(Set<RequestFile> files) {
        return RecorderConfig.builder(new Phases(20, Duration.ZERO, Duration.ZERO, null))
                .output(new Output(folder.resolve("new"), files, null))
                .build();
    }

    private List<JsonNode> jsonl() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("new/requests.jsonl"))) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    @Test
    void allForms_sayTheSameAsTheRecords() throws Exception {
        Recorded recorded = Runs.record(config(EnumSet.allOf(RequestFile.class)), made, false);

        assertThat(recorded.fileFailures()).isEmpty();
        List<JsonNode> rows = jsonl();
        List<Map<String, String>> table = Csv.read(Files.readString(folder.resolve("new/requests.csv")));
        List<RequestTiming> records = avro();
        assertThat(rows).hasSize(500);
        assertThat(table).hasSize(500);
        assertThat(records).isEqualTo(made.stream().map(Requests.Made::timing).toList());
        for (int i = 0; i < 500; i++) {
            sameRow(rows.get(i), table.get(i));
            matches(rows.get(i), made.get(i));
        }
    }

    private List<RequestTiming> avro() throws IOException {
        List<RequestTiming> records = new ArrayList<>();
        try (DataFileReader<RequestTiming> reader = new DataFileReader<>(
                folder.resolve("new/requests.avro").toFile(), new SpecificDatumReader<>(RequestTiming.class))) {
            reader.forEach(records::add);
        }
        return records;
    }

    private static void sameRow(JsonNode row, Map<String, String> fields) {
        Map<String, String> there = new HashMap<>(fields);
        there.values().removeIf(String::isEmpty);
        assertThat(there.keySet()).isEqualTo(Set.copyOf(names(row)));
        there.remove("chunk_seconds");
        there.remove("server");
        there.forEach((name, value) -> assertThat(row.get(name).asText())
                .as(name)
                .isEqualTo(row.get(name).isFloatingPointNumber() ? String.valueOf(Double.parseDouble(value)) : value));
    }

    private static List<String> names(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void matches(JsonNode row, Requests.Made one) {
        assertThat(row.get("number").asLong()).isEqualTo(one.number());
        assertThat(row.get("phase").asText()).isEqualTo(one.number() < 20 ? "warmup" : "measured");
        assertThat(row.get("outcome").asText())
                .isEqualTo(one.timing().getOutcome().name());
        assertThat(nanos(row, "scheduled_seconds")).isEqualTo(one.at());
        assertThat(nanos(row, "sent_seconds")).isEqualTo(one.sent());
        assertThat(nanos(row, "closed_seconds")).isEqualTo(one.closed());
        assertThat(nanos(row, "lag_seconds")).isEqualTo(-one.timing().getScheduledNanos());
        Long begun = one.timing().getBegunNanos();
        assertThat(row.has("connect_seconds")).isEqualTo(begun != null);
        if (begun != null) {
            assertThat(nanos(row, "connect_seconds")).isEqualTo(-begun);
        }
        Long first = one.timing().getFirstTokenNanos();
        assertThat(row.has("ttft_seconds")).isEqualTo(first != null);
        if (first != null) {
            assertThat(nanos(row, "ttft_seconds")).isEqualTo(first);
            assertThat(row.get("text").asText())
                    .isEqualTo(one.finished().details().text());
            assertThat(row.get("chunk_seconds"))
                    .hasSize(one.finished().details().chunkNanos().length);
            assertThat(row.get("server").get("queue_seconds").asDouble()).isEqualTo(0.25);
        }
    }

    private static long nanos(JsonNode row, String name) {
        return Math.round(row.get(name).asDouble() * 1e9);
    }

    @Test
    void textThatASpreadsheetWouldRun_isMadePlainInCsvOnly() throws Exception {
        List<String> texts = List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a=1", "");
        List<Requests.Made> answers = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            RequestTiming timing = Requests.blank(i)
                    .setOutcome(Outcome.OK)
                    .setClosedNanos(i + 1)
                    .build();
            answers.add(
                    new Requests.Made(i, 0, new Finished(timing, new Details(texts.get(i), new long[0], Map.of()))));
        }

        Runs.record(config(EnumSet.of(RequestFile.CSV, RequestFile.JSONL)), answers, false);

        assertThat(Csv.read(Files.readString(folder.resolve("new/requests.csv"))))
                .extracting(row -> row.get("text"))
                .containsExactly("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", "a=1", "");
        assertThat(jsonl()).extracting(row -> row.get("text").asText()).isEqualTo(texts);
    }

    @Test
    void whatEnded_isOnDiskBeforeTheRunEnds_inWholeLines() throws Exception {
        try (RunRecorder recorder =
                RunRecorder.start(config(EnumSet.allOf(RequestFile.class)), Requests.START, Requests.clock())) {
            made.subList(0, 300).forEach(one -> one.to(recorder));

            // Nobody has closed anything yet: this is what a killed process leaves behind.
            Awaitility.await().until(() -> jsonl().size() == 300);
            Awaitility.await()
                    .until(() -> Csv.read(Files.readString(folder.resolve("new/requests.csv")))
                                    .size()
                            == 300);
            Awaitility.await().until(() -> avro().size() == 300);
        }
    }

    @Test
    void fullDisk_costsThatFileOnly_andItsSentenceSaysSo() throws Exception {
        Files.createDirectories(folder.resolve("new"));
        Files.createSymbolicLink(folder.resolve("new/requests.jsonl"), Path.of("/dev/full"));

        Recorded recorded = Runs.record(config(EnumSet.of(RequestFile.JSONL, RequestFile.CSV)), made, false);

        assertThat(recorded.fileFailures())
                .singleElement()
                .asString()
                .endsWith("requests.jsonl cannot be written: No space left on device");
        assertThat(Csv.read(Files.readString(folder.resolve("new/requests.csv"))))
                .hasSize(500);
        RunResult result = recorded.result(Runs.INFO, Runs.CLIENT, null);
        assertThat(result.counts().offered()).isEqualTo(480);
    }

    @Test
    void folderThatCannotBeMade_isSaidBeforeTheRun() throws IOException {
        Files.writeString(folder.resolve("new"), "a file");

        assertThatThrownBy(() ->
                        RunRecorder.start(config(EnumSet.of(RequestFile.JSONL)), Requests.START, Requests.clock()))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("new/requests.jsonl")
                        + " cannot be written: a file is where its folder should be");
    }
}
