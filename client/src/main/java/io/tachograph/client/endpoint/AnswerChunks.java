package io.tachograph.client.endpoint;

import io.tachograph.client.endpoint.ChunkFinding.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of an answer with the reader of its API, and asks {@link UnknownChunk} about those that the reader does
 * not know: what all kinds of APIs and both forms of answers have in common. Not thread-safe.
 */
final class AnswerChunks {
    private static final byte[] NOTHING = {};

    private final ChunkReader reader;
    private final String what;
    /** What to say of an error that the target reported, and of a chunk that is none. */
    private final String reported;

    final Chunk chunk;
    final SuccessCheck end;
    /** For readers that take their bytes from the beginning of an array. */
    private byte[] aligned = NOTHING;
    /** The last name of an event that is none for an error: most events of a stream share a few. */
    private @Nullable String harmlessName;

    /** @param what a chunk is called in errors, such as {@code an event of the stream} */
    AnswerChunks(ChunkReader reader, Chunk chunk, String what, String reported) {
        this.reader = reader;
        this.chunk = chunk;
        this.what = what;
        this.reported = reported;
        this.end = new SuccessCheck(reader.marksTheEnd());
    }

    /**
     * Reads into {@link #chunk}.
     *
     * @return whether it is one of the answer's
     * @throws AnswerException when the answer cannot become a success any more
     */
    boolean read(@Nullable String name, byte[] data, int from, int length) throws AnswerException {
        chunk.clear();
        boolean readable = length > 0 && isReadable(name, data, from, length);
        if (!readable || !chunk.saysSomething() || chunk.isDoubtful || chunk.isFailure || isErrorName(name)) {
            judge(UnknownChunk.of(name, data, from, length, chunk));
        }
        if (chunk.error != null) {
            throw AnswerException.stream(reported, chunk.error);
        }
        if (chunk.finishReason != null && FinishReason.of(chunk.finishReason) == FinishReason.FAILURE) {
            throw AnswerException.stream(
                    "the answer ended with finish reason '" + chunk.finishReason + "', which does not mean success");
        }
        end.add(chunk);
        return readable;
    }

    private void judge(ChunkFinding finding) throws AnswerException {
        if (finding.kind() == Kind.ERROR) {
            throw AnswerException.stream(reported, finding.told());
        } else if (finding.kind() == Kind.BROKEN) {
            throw AnswerException.protocol(what + " is not the JSON object that the API promises");
        } else if (finding.kind() == Kind.UNKNOWN) {
            end.addUnknown(finding.told());
        }
    }

    private boolean isErrorName(@Nullable String name) {
        // The same name is the same object, so this hardly ever looks at its characters.
        if (name == null || name.equals(harmlessName)) {
            return false;
        }
        boolean error = ErrorWords.isName(name);
        harmlessName = error ? harmlessName : name;
        return error;
    }

    private boolean isReadable(@Nullable String name, byte[] data, int from, int length) {
        try {
            read(name, data, from, length, chunk);
            return true;
        } catch (IOException e) {
            chunk.again();
            return false;
        }
    }

    private void read(@Nullable String name, byte[] data, int from, int length, Chunk into) throws IOException {
        if (reader instanceof InPlaceChunkReader inPlace && inPlace.readInPlace(name, data, from, length, into)) {
            return;
        }
        into.again();
        if (from == 0) {
            reader.read(name, data, length, into);
            return;
        }
        if (length > aligned.length) {
            aligned = new byte[Math.max(length, 2 * aligned.length)];
        }
        System.arraycopy(data, from, aligned, 0, length);
        reader.read(name, aligned, length, into);
    }
}
