package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.endpoint.example.EchoLines;
import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptersTest {
    private static final URI TARGET = URI.create("http://localhost");

    private final TargetFixture fixture = new TargetFixture();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void ownAdapter_isFoundByItsNameAndItsClass() {
        for (String api : List.of("echo-lines", "io.tachograph.client.endpoint.example.EchoLines")) {
            assertThat(new Adapters().named(TargetFixture.config(TARGET, api))).isInstanceOf(EchoLines.class);
        }
    }

    @Test
    void ownAdapterWithTheNameOfAnother_isToBeNamedByItsClass() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(offering(Twin.class.getName()));
        try {
            assertThatThrownBy(() -> new Adapters().named(TargetFixture.config(TARGET, "openai-chat")))
                    .hasMessageStartingWith(
                            "target lab-vllm-tiny: API kind 'openai-chat' is the name of several adapters: ")
                    .hasMessageEndingWith(Twin.class.getName());
            assertThat(new Adapters().named(TargetFixture.config(TARGET, Twin.class.getName())))
                    .isInstanceOf(Twin.class);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void somethingOnTheClassPathThatIsNoAdapter_isNamed() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(offering("no.such.Adapter"));
        try {
            assertThatThrownBy(Adapters::new)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("an API adapter on the class path cannot be used: ")
                    .hasMessageContaining("no.such.Adapter");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void exampleInTheDocs_isTheTestedClass() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java/io/tachograph/client/endpoint/example/EchoLines.java"), StandardCharsets.UTF_8);
        String doc = Files.readString(Path.of("../docs/adapters.md"), StandardCharsets.UTF_8);

        assertThat(between(doc, "```java\n", "```\n"))
                .isEqualTo(between(source, "// begin: docs/adapters.md\n", "// end\n"));
    }

    @Test
    void docsTable_namesEveryBuiltInKind() throws IOException {
        String doc = Files.readString(Path.of("../docs/adapters.md"), StandardCharsets.UTF_8);

        assertThat(Targets.apis().stream().filter(api -> !api.equals("echo-lines")))
                .allMatch(api -> doc.contains("`" + api + "`"));
    }

    @Test
    void keyFile_isReadWithoutTheBlanksAroundIt() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "\n  sk-from-a-file \r\n");

        ApiKey key = ApiKey.of(config().withApiKeyFile(file), name -> null);

        assertThat(key).hasToString("***").extracting(ApiKey::bearer).isEqualTo("Bearer sk-from-a-file");
    }

    @Test
    void keyFileThatCannotBeRight_isOneSentenceWithoutItsContent() throws IOException {
        Path file = folder.resolve("key");
        TargetConfig config = config().withApiKeyFile(file);

        assertThatThrownBy(() -> fixture.target(config))
                .hasMessage("target lab-vllm-tiny: file " + file + ", which should hold its API key, does not exist");
        Files.writeString(file, " \n");
        assertThatThrownBy(() -> fixture.target(config))
                .hasMessage("target lab-vllm-tiny: file " + file + ", which should hold its API key, is empty");
        Files.writeString(file, "sk-one\nsk-two\n");
        assertThatThrownBy(() -> fixture.target(config))
                .hasMessage("target lab-vllm-tiny: file " + file
                        + ", which should hold its API key and nothing else, has several lines");
        Files.writeString(file, "sk-one two");
        assertThatThrownBy(() -> fixture.target(config))
                .hasMessageContaining("blanks")
                .hasMessageNotContaining("sk-");
        Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> fixture.target(config))
                .hasMessage("target lab-vllm-tiny: file " + file
                        + ", which should hold its API key, cannot be read as text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"secret\":", "{\"a\":1} secret", "{\"a\":1,\"a\":2}", "null"})
    void bodyFieldsThatAreNoObject_areOneSentenceWithoutThem(String fields) {
        TargetConfig config = config().withExtras(new RequestExtras(Map.of(), fields));

        assertThatThrownBy(() -> fixture.target(config))
                .hasMessage(
                        "target lab-vllm-tiny: its extra body fields must be one JSON object, such as {\"top_k\": 1}")
                .hasNoCause();
    }

    @Test
    void bodyFieldThatIsAddedAndLeftOut_isNamed() {
        TargetConfig config =
                config().withExtras(new RequestExtras(Map.of(), "{\"top_k\":1}", Set.of("temperature", "top_k")));

        assertThatThrownBy(() -> fixture.target(config))
                .hasMessage(
                        "target lab-vllm-tiny: the body field 'top_k' is both added to and left out of its requests");
    }

    @Test
    void headerThatCannotBeSent_isNamedWithoutItsValue() {
        TargetConfig broken = config().withExtras(new RequestExtras(Map.of("X-A", "top-secret\r\nX-B: 1"), "{}"));
        assertThatThrownBy(() -> fixture.target(broken))
                .hasMessageContaining("header 'X-A' cannot be sent")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        TargetConfig ours = config().withExtras(new RequestExtras(Map.of("content-length", "7"), "{}"));
        assertThatThrownBy(() -> fixture.target(ours))
                .hasMessage("target lab-vllm-tiny: header content-length is the client's own and cannot be set");
    }

    private static TargetConfig config() {
        return new TargetConfig("lab-vllm-tiny", "lab", "vllm", "tiny", TARGET, "openai-chat", null, "", Map.of());
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    /** A class path on which that adapter is the only one. */
    private ClassLoader offering(String adapter) throws IOException {
        Path services = Files.writeString(folder.resolve("services"), adapter);
        URL file = services.toUri().toURL();
        return new ClassLoader(AdaptersTest.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals("META-INF/services/" + ApiAdapter.class.getName())
                        ? Collections.enumeration(List.of(file))
                        : super.getResources(name);
            }
        };
    }

    /** Calls itself like a built-in kind. */
    public static final class Twin implements ApiAdapter {
        @Override
        public String name() {
            return "openai-chat";
        }

        @Override
        public WireProtocol open(TargetConfig target, @Nullable ApiKey key) {
            return new OpenAiChat(target, key);
        }
    }
}
