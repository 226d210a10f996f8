package io.tachograph.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    @TempDir
    Path folder;

    @Test
    void result_isReadAsItWasWritten_andNothingElseIsLeft() throws IOException {
        RunResult result = Results.full();

        Path file = ResultFiles.write(folder.resolve("a/b"), result);

        RunResult read = ResultFormat.read("result.json", Files.readString(file));
        assertThat(ResultFormat.write(read)).isEqualTo(ResultFormat.write(result));
        assertThat(read.counts()).isEqualTo(result.counts());
        assertThat(read.timeline()).isEqualTo(result.timeline());
        try (var files = Files.list(folder.resolve("a/b"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void failureHalfway_leavesTheOlderFileAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("result.json"), "older");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " cannot be written: No space left on device");

        assertThat(file).hasContent("older");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void folderThatIsAFile_isSaid() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("out"), "");

        assertThatThrownBy(() -> ResultFiles.write(notAFolder, Results.full()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        notAFolder.resolve("result.json") + " cannot be written: a file is where its folder should be");
    }
}
