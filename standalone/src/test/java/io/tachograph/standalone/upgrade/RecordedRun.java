package io.tachograph.standalone.upgrade;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Half a run of a job: all messages of a stream, how many steps of it were done before the savepoint, and the savepoint.
 * It holds the messages themselves, because a later release may write others for the same seed.
 *
 * @param steps in the order of sending
 * @param before how many of them the savepoint knows
 */
record RecordedRun(List<Step> steps, int before) {
    static final int PARTITIONS = 2;

    private static final String STEPS = "steps";
    private static final String SAVEPOINT = "savepoint/";

    List<Step> known() {
        return steps.subList(0, before);
    }

    List<Step> rest() {
        return steps.subList(before, steps.size());
    }

    long clockAtSavepoint() {
        return steps.get(before - 1).clockMillis();
    }

    static List<Sent> messages(List<Step> steps) {
        return steps.stream().flatMap(step -> step.messages().stream()).toList();
    }

    /** As many as the savepoint knows on each partition, so that reading goes on after them; each a dead letter. */
    List<Sent> unreadableInPlaceOfKnown() {
        return messages(known()).stream()
                .map(message -> new Sent(message.topic(), message.partition(), false, new byte[] {1}))
                .toList();
    }

    void write(Path archive, Path savepoint) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(STEPS));
            DataOutputStream out = new DataOutputStream(zip);
            out.writeInt(before);
            out.writeInt(steps.size());
            for (Step step : steps) {
                step.write(out);
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
        List<Step> steps = new ArrayList<>();
        int before = 0;
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(STEPS)) {
                    DataInputStream in = new DataInputStream(zip);
                    before = in.readInt();
                    int count = in.readInt();
                    for (int i = 0; i < count; i++) {
                        steps.add(Step.read(in));
                    }
                } else {
                    Files.copy(zip, savepoint.resolve(Path.of(entry.getName()).getFileName()));
                }
            }
        }
        return new RecordedRun(List.copyOf(steps), before);
    }
}
