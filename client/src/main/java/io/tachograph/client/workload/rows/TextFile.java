package io.tachograph.client.workload.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A UTF-8 file, with or without a byte order mark, of which not more than a buffer is held. */
public final class TextFile {
    private static final int BUFFER = 1 << 16;

    private TextFile() {}

    /** Takes the text. */
    @FunctionalInterface
    public interface Reading {
        void read(BufferedReader text) throws IOException;
    }

    /**
     * @param name what errors call the file, e.g. {@code data set a.json}
     * @throws IllegalArgumentException in one sentence, when there is no such file, it may not be read, or is no UTF-8
     * @throws IOException when reading fails otherwise
     */
    public static void read(String name, Path file, Reading reading) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(name + " is a directory, not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            read(name, in, reading);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(name + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException(name + " may not be read", e);
        }
    }

    /** As {@link #read(String, Path, Reading)}; the stream stays open. */
    public static void read(String name, InputStream in, Reading reading) throws IOException {
        BufferedReader text = new BufferedReader(
                new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                BUFFER);
        try {
            if (peek(text) == '\uFEFF') {
                long unused = text.skip(1);
            }
            reading.read(text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + " is not UTF-8 text", e);
        }
    }

    /** @return the first character that is no white space, which stays unread; -1 when there is none in the buffer */
    public static int firstVisible(BufferedReader text) throws IOException {
        text.mark(BUFFER);
        int read = 0;
        int c = text.read();
        while (c >= 0 && Character.isWhitespace(c) && ++read < BUFFER) {
            c = text.read();
        }
        text.reset();
        return c;
    }

    private static int peek(BufferedReader text) throws IOException {
        text.mark(1);
        int c = text.read();
        text.reset();
        return c;
    }
}
