package io.tachograph.client.workload.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizersTest {
    /** The expression of cl100k_base, as tokenizer files of Llama 3 have it. */
    private static final String CL100K = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private static final String BYTE_LEVEL =
            "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true}";

    @TempDir
    static Path folder;

    private static String gpt2;

    @BeforeAll
    static void write() throws IOException {
        gpt2 = TokenizerFixture.json("r50k_base", BYTE_LEVEL, "null", false);
    }

    @Test
    void bundledTokenizers_countKnownTexts() {
        // As OpenAI's cookbook counts the second.
        assertThat(Tokenizers.o200k().count("hello world")).isEqualTo(2);
        assertThat(Tokenizers.cl100k().count("tiktoken is great!")).isEqualTo(6);
        assertThat(Tokenizers.cl100k().count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void gpt2File_countsAsAnotherImplementationDoes() throws IOException {
        TokenCounter counter = Tokenizers.load(file(gpt2));

        sameCounts(counter, EncodingType.R50K_BASE);
    }

    @Test
    void splitFile_countsAsAnotherImplementationDoes() throws IOException {
        String split = "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{\"Regex\":"
                + TokenizerFixture.quoted(CL100K)
                + "},\"behavior\":\"Isolated\",\"invert\":false},{\"type\":\"ByteLevel\",\"add_prefix_space\":false,"
                + "\"use_regex\":false}]}";
        Path file = file(TokenizerFixture.json("cl100k_base", split, "null", true));

        sameCounts(Tokenizers.of(file.toString()), EncodingType.CL100K_BASE);
    }

    private static void sameCounts(TokenCounter counter, EncodingType type) {
        Encoding reference = Encodings.newLazyEncodingRegistry().getEncoding(type);
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            String text = randomText(random);
            assertThat(counter.count(text)).as(text).isEqualTo(reference.countTokensOrdinary(text));
        }
        String code = "for (int i = 0; i < 10; i++) {\n\t\tsum += values[i]; // don't\r\n}\n\n\n";
        assertThat(counter.count(code)).isEqualTo(reference.countTokensOrdinary(code));
        String long_ = "abcdefghij".repeat(2_000);
        assertThat(counter.count(long_)).isEqualTo(reference.countTokensOrdinary(long_));
    }

    private static String randomText(Random random) {
        String[] parts = {
            "the",
            " The",
            "tokenizer",
            " measuring",
            "'s",
            "'LL",
            "1234567",
            " 3.14",
            "größe",
            " naïve",
            "中文字符",
            "日本",
            "\n",
            "\n\n",
            "  ",
            "\t",
            " !?",
            "...",
            "🙂",
            "👩‍🚀",
            "Привет",
            " عالم",
            "_x",
            "https://a.b/c?d=e",
            "\u00a0",
            "\r\n",
            "x".repeat(1 + random.nextInt(9)),
            String.valueOf((char) ('a' + random.nextInt(26)))
        };
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(30); n >= 0; n--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    @Test
    void normalizer_isApplied() throws IOException {
        UnaryOperator<String> load = normalizer -> gpt2.replace("\"normalizer\":null", "\"normalizer\":" + normalizer);
        TokenCounter plain = Tokenizers.load(file(gpt2));
        TokenCounter nfc =
                Tokenizers.load(file(load.apply("{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"NFC\"}]}")));

        assertThat(nfc.count("e\u0301")).isEqualTo(plain.count("é")).isNotEqualTo(plain.count("e\u0301"));
    }

    @Test
    void directory_standsForItsFile() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), gpt2);

        assertThat(Tokenizers.load(folder).count("hello world")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":{\"type\":\"Unigram\"}} | cannot be used: its model is Unigram, but only",
                "{\"model\":{\"type\":\"WordPiece\"}} | cannot be used: its model is WordPiece, but only",
                "{\"model\":{\"type\":\"BPE\",\"byte_fallback\":true,\"merges\":[]}} | cannot be used: its BPE works on"
                        + " characters (SentencePiece), but only",
                "{\"model\":{\"merges\":[]},\"pre_tokenizer\":{\"type\":\"Metaspace\"}} | cannot be used: its BPE works on"
                        + " characters (SentencePiece), but only",
                "{} | cannot be used: its model is nothing, but only",
                "{\"model\":{\"type\":\"BPE\",\"dropout\":0.1},\"pre_tokenizer\":{\"type\":\"ByteLevel\"}} | cannot be used:"
                        + " its model has a dropout",
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{}},\"pre_tokenizer\":{\"type\":\"ByteLevel\"}} |: byte 0 needs the"
                        + " token",
                "{ |: not valid JSON (line 1"
            })
    void otherTokenizer_isRefusedInOneSentence(String json, String message) throws IOException {
        Path file = file(json);

        assertThatThrownBy(() -> Tokenizers.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokenizer " + file)
                .hasMessageContaining(message.strip());
    }

    private static Path file(String json) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "tokenizer", ".json"), json);
    }
}
