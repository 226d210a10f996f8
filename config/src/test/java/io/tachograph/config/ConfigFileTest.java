package io.tachograph.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.TargetConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFileTest {
    private static final List<String> PATTERNS = List.of(
            "[\\w.%+-]+@[\\w-]+(?:\\.[\\w-]+)+",
            "\\bsk-[\\w-]{16,}",
            "\\bhf_\\w{16,}",
            "\\bgh[a-z]_\\w{16,}",
            "\\bAKIA[0-9A-Z]{16}\\b",
            "\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*",
            "(?i)\\bbearer\\s+[\\w.~+/=-]{8,}",
            "\\b\\d(?:[ -]?\\d){11,18}\\b",
            "\\+\\d(?:[ ()-]{0,2}\\d){7,14}");

    @TempDir
    private Path directory;

    private TachographConfig read(String yaml) throws Exception {
        Path file = directory.resolve("t.yml");
        Files.writeString(file, yaml);
        return ConfigFile.read(
                file, ProcessEnvironment.withValues(Map.of("PORT", "9001", "HOST", "gpu-1", "EMPTY", "")));
    }

    /** A changed key or default is a change for users: it must be made here, too. */
    @Test
    void defaults_areTheDocumentedOnes() {
        assertThat(ConfigFile.defaults())
                .isEqualTo(new TachographConfig(
                        new ApiSection("127.0.0.1", 8000, Duration.ofSeconds(5), 60, 10, false),
                        new GatewaySection(
                                "127.0.0.1",
                                8080,
                                9466,
                                null,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(10),
                                16,
                                128,
                                Duration.ZERO,
                                Duration.ofSeconds(30),
                                null,
                                Set.of(),
                                GatewaySection.TenantSource.KEY,
                                600,
                                100,
                                Path.of("tachograph-gateway-spool"),
                                1024,
                                new CaptureSection(null, PATTERNS, Duration.ofDays(7), 1024, 256)),
                        new AgentSection(null, null, "127.0.0.1", 9465, Path.of("tachograph-spool"), 1024),
                        new ProbesSection(
                                ProbesSection.ArrivalKind.CLOSED, 4, 2.0, Duration.ofSeconds(60), 32, true, "", 1),
                        new PipelineSection(
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(10),
                                3,
                                1_000,
                                200_000,
                                Duration.ofSeconds(10),
                                1,
                                Duration.ofSeconds(2)),
                        new GenerationSection(
                                "127.0.0.1",
                                null,
                                60,
                                10,
                                null,
                                null,
                                "llama2",
                                "gpt2",
                                null,
                                512,
                                8_192,
                                0.7,
                                0.9,
                                Duration.ofSeconds(120),
                                Duration.ofHours(1),
                                5,
                                16,
                                Duration.ofSeconds(5),
                                Duration.ZERO,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(10),
                                4),
                        new OtlpExportSection(
                                null,
                                OtlpExportSection.Protocol.GRPC,
                                null,
                                null,
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(15),
                                "tachograph-otlp-export",
                                "127.0.0.1",
                                9468),
                        new UpSection(null, null),
                        new StorageSection(0, 0, 4),
                        new KafkaSection(null, null, Map.of()),
                        new PostgresSection(
                                null,
                                null,
                                "5432",
                                "postgres",
                                "postgres",
                                "POSTGRES_PASSWORD",
                                null,
                                "tachograph_reader"),
                        new RedisSection(null, "6379", 0, null, "REDIS_PASSWORD", false),
                        List.of(),
                        null,
                        List.of(),
                        null,
                        null,
                        List.of()));
    }

    /** By the names that a generation API's users have in their {@code .env}. */
    @Test
    void variablesOfTheGenerationApi_areItsDefaults() throws Exception {
        GenerationSection generation = ConfigFile.readOrDefaults(
                        null,
                        Map.of(
                                "MODEL_BACKEND", "ollama",
                                "OLLAMA_MODEL", "llama3",
                                "MAX_NEW_TOKENS", "256",
                                "TEMPERATURE", "1",
                                "TASK_TIME_LIMIT", "90"))
                .generation();

        assertThat(generation.backend()).isEqualTo(GenerationSection.Backend.OLLAMA);
        assertThat(generation.ollamaModel()).isEqualTo("llama3");
        assertThat(generation.maxNewTokens()).isEqualTo(256);
        assertThat(generation.temperature()).isEqualTo(1);
        assertThat(generation.taskTimeLimit()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void noSlos_areOtherThanNoneNamed() throws Exception {
        assertThat(read("slos: []").slos()).isEmpty();
        assertThat(read("slos:\napi: {port: 1}").slos()).isNull();
        assertThat(read("api: {port: 1}").knownSlos()).isEmpty();
    }

    @Test
    void file_namesOnlyWhatDiffers() throws Exception {
        TachographConfig config = read("""
                api: {port: "${PORT}"}
                probes: {arrivals: poisson, rate: 0.5, timeout: 500ms}
                targets:
                  - {url: "http://${HOST}:${NO_PORT:8080}/v1", model: org/llama, tenant: acme}
                """);

        assertThat(config.api()).isEqualTo(new ApiSection("127.0.0.1", 9001, Duration.ofSeconds(5), 60, 10, false));
        assertThat(config.probes().arrivals()).isEqualTo(ProbesSection.ArrivalKind.POISSON);
        assertThat(config.probes().timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.probes().concurrency()).isEqualTo(4);
        TargetConfig target = config.targets().get(0).toTarget();
        assertThat(target.slug()).isEqualTo("gpu-1-8080-openai-org-llama");
        assertThat(target.url()).hasToString("http://gpu-1:8080/v1");
        assertThat(target.api()).isEqualTo("openai-chat");
        assertThat(target.tenant()).isEqualTo("acme");
    }

    /** Compose files pass {@code NAME=} for what nobody set. */
    @Test
    void variableThatIsSetButEmpty_countsAsNotSet() throws Exception {
        assertThat(read("api: {host: \"${EMPTY:0.0.0.0}\"}").api().host()).isEqualTo("0.0.0.0");
        assertThatThrownBy(() -> read("api: {host: \"${EMPTY}\"}"))
                .hasMessageEndingWith("api.host: the environment variable EMPTY is not set");
    }

    @Test
    void variableNamedLikeAProviderOfKafkas_isAVariable() throws Exception {
        Path file = directory.resolve("t.yml");
        Files.writeString(file, "api: {host: \"${dir}\"}");

        assertThat(ConfigFile.read(file, Map.of("dir", "gpu-2")).api().host()).isEqualTo("gpu-2");
    }

    @Test
    void sectionWithAllKeysCommentedOut_meansItsDefaults() throws Exception {
        assertThat(read("storage:\n  # kafka-port: 1\ntargets:\n")).isEqualTo(ConfigFile.defaults());
    }

    @Test
    void emptyFile_meansTheDefaults() throws Exception {
        assertThat(read("# nothing yet\n")).isEqualTo(ConfigFile.defaults());
    }

    static List<Arguments> mistake_isOneSentenceThatNamesTheKey() {
        return List.of(
                Arguments.argumentSet(
                        "unknown key",
                        "api: {prot: 1}",
                        "unknown key api.prot; known here: burst, cache-expiration, host, mcp, port, requests-per-minute"),
                Arguments.argumentSet("unknown section", "prob: {}", "unknown key prob"),
                Arguments.argumentSet("not a number", "api: {port: many}", "api.port: 'many' must be a whole number"),
                Arguments.argumentSet(
                        "a fraction where a whole number belongs",
                        "pipeline: {rank-change-after: 2.7}",
                        "pipeline.rank-change-after: '2.7' must be a whole number"),
                Arguments.argumentSet(
                        "not yes or no", "probes: {stream: perhaps}", "probes.stream: 'perhaps' must be true or false"),
                Arguments.argumentSet("a value for a section", "api: 5", "api: must be keys with values"),
                Arguments.argumentSet("a value for a list", "slos: 5", "slos: must be a list"),
                Arguments.argumentSet("a list for text", "api: {host: [a]}", "api.host: must be text"),
                Arguments.argumentSet(
                        "rankings between windows",
                        "pipeline: {rank-every: 15s}",
                        "rank-every must be a multiple of 10s"),
                Arguments.argumentSet(
                        "requests longer than state is kept",
                        "pipeline: {max-request-duration: 1h}",
                        "max-request-duration must be at most 50m"),
                Arguments.argumentSet(
                        "windows of a length that there is none of",
                        "pipeline: {shortest-windows: 30s}",
                        "shortest-windows must be 10s, 1m or 1h"),
                Arguments.argumentSet("port too high", "api: {port: 70000}", "port 70000 must be from 0 to 65535"),
                Arguments.argumentSet(
                        "duration without unit",
                        "probes: {timeout: 5}",
                        "probes.timeout: '5' must be a number and a unit"),
                Arguments.argumentSet(
                        "unknown arrivals",
                        "probes: {arrivals: bursty}",
                        "probes.arrivals: 'bursty' must be one of closed, constant, poisson"),
                Arguments.argumentSet("rate of zero", "probes: {rate: 0}", "rate 0.0 must be above 0"),
                Arguments.argumentSet(
                        "unset variable",
                        "api: {host: \"${NOPE}\"}",
                        "api.host: the environment variable NOPE is not set"),
                Arguments.argumentSet(
                        "time-out above what the stream waits for",
                        "probes: {timeout: 5m}",
                        "probes.timeout is longer than pipeline.max-request-duration"),
                Arguments.argumentSet("target without model", "targets: [{url: \"http://x\"}]", "targets[0]"),
                Arguments.argumentSet(
                        "target with an unknown key",
                        "targets: [{url: \"http://x\", model: m, key: s}]",
                        "unknown key targets[0].key; known here: api, api-key-env, api-key-file, cluster, extra-body"),
                Arguments.argumentSet(
                        "body fields that are none",
                        "targets: [{url: \"http://x\", model: m, extra-body: 1}]",
                        "extra-body must be keys with values"),
                Arguments.argumentSet(
                        "clusters without endpoints", "clusters-file: c.json", "clusters-file needs endpoints-file"),
                Arguments.argumentSet(
                        "SLO without threshold",
                        "slos: [{name: chat, model: m}]",
                        "slos[0]: the SLO chat needs a threshold: ttft, tpot or e2e"),
                Arguments.argumentSet(
                        "SLO that nothing meets",
                        "slos: [{name: chat, model: m, ttft: 0s}]",
                        "slos[0]: the SLO chat: ttft must be above zero"),
                Arguments.argumentSet(
                        "SLO without model", "slos: [{name: chat, ttft: 1s}]", "slos[0]: an SLO needs name and model"),
                Arguments.argumentSet(
                        "SLO named twice for one model",
                        "slos: [{name: chat, model: m, ttft: 1s}, {name: chat, model: m, ttft: 2s}]",
                        "slos has two entries of name chat and model m"),
                Arguments.argumentSet(
                        "SLO with two objectives",
                        "slos: [{name: c, model: a, ttft: 1s, objective: 0.9}, {name: c, model: b, ttft: 1s, objective: 0.8}]",
                        "t.yml: slos has two objectives of name c"),
                Arguments.argumentSet(
                        "key given twice", "api: {port: 1, port: 2}", "is not YAML: Duplicate field 'port'"),
                Arguments.argumentSet(
                        "number for a word", "probes: {arrivals: 0}", "probes.arrivals: '0' must be one of"),
                Arguments.argumentSet(
                        "number for yes", "probes: {stream: 2}", "probes.stream: '2' must be true or false"),
                Arguments.argumentSet("number for text", "api: {host: 8000}", "api.host: '8000' must be text"),
                Arguments.argumentSet(
                        "SLO of an unknown metric",
                        "slos: [{name: chat, model: m, ttft: 1s, itl: 1s}]",
                        "unknown key slos[0].itl; known here: e2e, model, name, objective, tpot, ttft"),
                Arguments.argumentSet(
                        "property of Kafka below another",
                        "kafka: {properties: {sasl: {mechanism: PLAIN}}}",
                        "kafka.properties.sasl: must be text"),
                Arguments.argumentSet(
                        "reference to a provider of Kafka's",
                        "kafka: {properties: {ssl.key.password: \"${file:/run/s:key}\"}}",
                        "kafka.properties.ssl.key.password: ${file:/run/s:key} reads like a reference to one of Kafka's"
                                + " config providers, which work in kafka.properties-file only"),
                Arguments.argumentSet(
                        "property of Kafka without a value",
                        "kafka: {properties: {ssl.key.password: }}",
                        "kafka.properties.ssl.key.password: has no value"),
                Arguments.argumentSet("unknown section without keys", "prob:", "unknown key prob"),
                Arguments.argumentSet("unknown key without a value", "api: {prot: }", "unknown key api.prot"),
                Arguments.argumentSet(
                        "budget of nobody", "budgets: [{tokens-per-day: 1}]", "budgets[0]: a budget needs `of`"),
                Arguments.argumentSet(
                        "budget of nothing",
                        "budgets: [{of: key}]",
                        "budgets[0]: a budget needs requests-per-minute, requests-per-day,"),
                Arguments.argumentSet(
                        "budget in parts of a token",
                        "budgets: [{of: key, tokens-per-day: 1.5}]",
                        "budgets[0].tokens-per-day: '1.5' must be a whole number"),
                Arguments.argumentSet(
                        "budget of zero",
                        "budgets: [{of: key, requests-per-day: 0}]",
                        "budgets[0]: requests-per-day 0 must be at least 1"),
                Arguments.argumentSet(
                        "budget of one twice",
                        "budgets: [{of: model, name: m, tokens-per-day: 1}, {of: model, name: m, tokens-per-minute: 1}]",
                        "budgets has two entries of the model m"),
                Arguments.argumentSet("not YAML", "api: {port", "is not YAML"),
                Arguments.argumentSet("a list", "- 1", "must be a tree of keys"));
    }

    @ParameterizedTest
    @MethodSource
    void mistake_isOneSentenceThatNamesTheKey(String yaml, String sentence) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("\n");
    }

    @Test
    void propertiesOfKafka_areTextByTheirDottedNames() throws Exception {
        KafkaSection kafka = read("""
                kafka:
                  bootstrap-servers: a:1,b:2
                  properties: {security.protocol: SASL_SSL, request.timeout.ms: 5000, sasl.jaas.config: 'x "${HOST}";'}
                """).kafka();

        assertThat(kafka.bootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(kafka.properties())
                .isEqualTo(Map.of(
                        "security.protocol", "SASL_SSL",
                        "request.timeout.ms", "5000",
                        "sasl.jaas.config", "x \"gpu-1\";"));
        assertThat(kafka.toString()).doesNotContain("gpu-1");
    }

    @Test
    void defaultThatIsAVariable_isItsValueAndNothingWhenItIsNotSet() throws Exception {
        Map<String, String> environment = Map.of("KAFKA_BOOTSTRAP_SERVERS", "k:9092", "KAFKA_PROPERTIES_FILE", "");

        assertThat(ConfigFile.readOrDefaults(null, environment).kafka())
                .isEqualTo(new KafkaSection("k:9092", null, Map.of()));
    }

    @Test
    void missingFile_isSaidSo() {
        assertThatThrownBy(() -> ConfigFile.read(directory.resolve("none.yml"), Map.of()))
                .hasMessageContaining("none.yml does not exist or cannot be read");
    }
}
