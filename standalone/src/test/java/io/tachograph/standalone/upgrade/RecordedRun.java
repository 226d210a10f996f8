package io.tachograph.standalone.upgrade;

import io.tachograph.standalone.truth.Scenario;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Half a run of {@code request-windows}: all messages of a stream, how many of them were read before the savepoint, and
 * the savepoint. It holds the messages themselves, because a later release may write others for the same seed.
 *
 * @param messages in the order of sending
 * @param before how many of them the savepoint knows
 */
record RecordedRun(List<Sent> messages, int before) {
    static final int PARTITIONS = 2;
    static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
    /** How much later than it finished a record of the scenario may be sent. */
    private static final long DISORDER_MILLIS = 1_500;

    private static final String MESSAGES = "messages";
    private static final String SAVEPOINT = "savepoint/";

    /** What the heartbeats said that were the last on each partition before the savepoint. */
    long heartbeatMillis() {
        return messages.get(before - 1).atMillis() - DISORDER_MILLIS;
    }

    /** Whether a window was complete at the savepoint: no request that was sent in it could still be under way. */
    boolean completeBefore(long startSeconds, Duration length) {
        long end = startSeconds * 1_000 + length.toMillis();
        return end + Scenario.MAX_REQUEST_MILLIS <= heartbeatMillis() - OUT_OF_ORDERNESS.toMillis() - 1;
    }

    /** Start of the window that a key of {@code Expected} names. */
    static long startSeconds(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('|') + 1));
    }

    /** Offset of a partition at which the savepoint goes on: one heartbeat follows its messages. */
    long positionAtSavepoint(int partition) {
        return messages.subList(0, before).stream()
                        .filter(message -> message.partition() == partition)
                        .count()
                + 1;
    }

    void write(Path archive, Path savepoint) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(MESSAGES));
            DataOutputStream out = new DataOutputStream(zip);
            out.writeInt(messages.size());
            out.writeInt(before);
            for (Sent message : messages) {
                message.write(out);
            }
            out.flush();
            try (var files = Files.list(savepoint)) {
                for (Path state : files.sorted().toList()) {
                    zip.putNextEntry(new ZipEntry(SAVEPOINT + state.getFileName()));
                    Files.copy(state, zip);
                }
            }
        }
    }

    /** Reads an archive, and puts its savepoint into a folder. */
    static RecordedRun read(InputStream archive, Path savepoint) throws IOException {
        Files.createDirectories(savepoint);
        List<Sent> messages = new ArrayList<>();
        int before = 0;
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(MESSAGES)) {
                    DataInputStream in = new DataInputStream(zip);
                    int count = in.readInt();
                    before = in.readInt();
                    for (int i = 0; i < count; i++) {
                        messages.add(Sent.read(in));
                    }
                } else {
                    Files.copy(zip, savepoint.resolve(Path.of(entry.getName()).getFileName()));
                }
            }
        }
        return new RecordedRun(List.copyOf(messages), before);
    }
}
