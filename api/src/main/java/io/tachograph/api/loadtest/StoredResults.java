package io.tachograph.api.loadtest;

import io.tachograph.api.answer.Problem;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.schemas.codec.CompressedText;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of load tests that were published.
 *
 * @param store where they are
 */
public record StoredResults(RowReader store) {
    private static final int MOST_BYTES = 32 << 20;

    /**
     * The {@code result.json} of a run.
     *
     * @throws RefusedRequestException in one sentence, when there is none
     */
    public String text(String run) throws SQLException {
        if (run.indexOf('\0') >= 0) {
            throw new RefusedRequestException(Problem.of(400, "The run contains the character U+0000."));
        }
        Rows rows = store.read(
                FunctionCall.of("load_test_result", RowOrder.by("run text")).with("run", run), 1, List.of());
        if (rows.rows().isEmpty()) {
            throw none("No load test of this run was published.");
        }
        @Nullable String result = (String) rows.rows().get(0).get(rows.indexOf("result"));
        if (result == null) {
            throw none("The result of this run was too large to be published; its figures are in the list.");
        }
        try {
            return CompressedText.text(Base64.getMimeDecoder().decode(result), MOST_BYTES);
        } catch (IOException e) {
            throw none("The result of this run cannot be read: " + e.getMessage() + ".");
        }
    }

    private static RefusedRequestException none(String sentence) {
        return new RefusedRequestException(Problem.of(404, sentence));
    }
}
