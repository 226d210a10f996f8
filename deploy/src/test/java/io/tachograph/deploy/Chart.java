package io.tachograph.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The chart, rendered by Helm. */
final class Chart {
    private static final Path FOLDER =
            Yaml.INFRA.resolve("helm/tachograph").toAbsolutePath().normalize();
    private static final Path VALUES = Yaml.INFRA.resolve("helm/values");
    /** Helm as a library takes an old one for granted. */
    private static final String KUBERNETES = "1.33.0";

    private Chart() {}

    /** Helm comes as a native library for this system alone. */
    static Helm helm() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT) + " " + System.getProperty("os.arch");
        assumeTrue(system.equals("linux amd64"), "skipped: no Helm for " + system);
        return new Helm(FOLDER);
    }

    /** Names of the sets of values that there are. */
    static List<String> sets() {
        try (Stream<Path> files = Files.list(VALUES)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TemplateCommand with(String values) {
        return helm().template()
                .withName("tachograph")
                .withNamespace("tachograph")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(
                        VALUES.resolve(values + ".yaml").toAbsolutePath().normalize());
    }

    static List<JsonNode> resources(String values) {
        return Yaml.documents(with(values).call());
    }

    /** Every specification of a pod, wherever it is. */
    static Stream<JsonNode> pods(List<JsonNode> resources) {
        return resources.stream()
                .map(resource -> switch (resource.path("kind").asText()) {
                    case "Pod" -> resource.path("spec");
                    case "CronJob" -> resource.at("/spec/jobTemplate/spec/template/spec");
                    default -> resource.at("/spec/template/spec");
                })
                .filter(spec -> spec.has("containers"));
    }
}
