package io.tachograph.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about files, which bytecode no longer shows. */
class SourceRulesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MACHINE_PATH = Pattern.compile("/(tmp|work|root|home)/[A-Za-z0-9._-]+/");

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> file.toString().contains("/src/"))
                    .toList();
            assertThat(found)
                    .as("files " + suffix + " below " + ROOT.toAbsolutePath())
                    .hasSizeGreaterThan(100);
            return found;
        }
    }

    @Test
    void everyPackage_saysInOneSentenceWhatItIsAndIsNullMarked() throws IOException {
        for (Path file : files(".java")) {
            if (file.toString().contains("/src/main/java/")) {
                Path info = file.resolveSibling("package-info.java");
                assertThat(info).exists();
                assertThat(info).content().contains("@NullMarked").startsWith("/**");
            }
        }
    }

    @Test
    void mainFiles_holdOneIdeaEach() throws IOException {
        for (Path file : files(".java")) {
            if (file.toString().contains("/src/main/java/")) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(320);
            }
        }
    }

    @Test
    void noSource_namesAPathOfOneMachine() throws IOException {
        for (Path file : files(".java")) {
            assertThat(MACHINE_PATH.matcher(Files.readString(file)).results().map(m -> m.group()))
                    .as(file.toString())
                    .isEmpty();
        }
    }
}
