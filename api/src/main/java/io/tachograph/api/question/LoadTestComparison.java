package io.tachograph.api.question;

import io.tachograph.api.answer.Problem;
import io.tachograph.api.loadtest.BenchFunctions.RunComparison;
import io.tachograph.api.loadtest.FewAtOnce;
import io.tachograph.api.loadtest.StoredResults;
import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Load tests that were published against others, as {@code bench compare} does it.
 *
 * @param comparison what compares the results
 * @param few how many results are handled at a time
 */
record LoadTestComparison(RunComparison comparison, FewAtOnce few) implements Question {
    /** What {@code bench compare} takes to matter. */
    private static final double USUAL_EFFECT = 0.01;

    private static final int MOST_RUNS = 10;

    @Override
    public String path() {
        return "/load-tests/comparison";
    }

    @Override
    public Plan plan(Parameters given) {
        List<String> a = runs(given, "a");
        List<String> b = runs(given, "b");
        double minimumEffect = given.number("minimum_effect").orElse(USUAL_EFFECT);
        if (!(minimumEffect >= 0)) {
            throw RefusedRequestException.parameter("minimum_effect", "minimum_effect is 0 or more: 0.01 is 1 %.");
        }
        return Plan.of(new AllAtOnce((store, limit, after) -> few.run(() -> compared(store, a, b, minimumEffect))));
    }

    private Rows compared(RowReader store, List<String> a, List<String> b, double minimumEffect) throws SQLException {
        List<String> ofA = results(store, a);
        List<String> ofB = results(store, b);
        try {
            return comparison.of(ofA, ofB, minimumEffect);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(
                    Problem.of(400, "These runs cannot be compared: " + e.getMessage() + "."));
        }
    }

    private static List<String> results(RowReader store, List<String> runs) throws SQLException {
        StoredResults results = new StoredResults(store);
        List<String> texts = new ArrayList<>();
        for (String run : runs) {
            texts.add(results.text(run));
        }
        return texts;
    }

    private static List<String> runs(Parameters given, String side) {
        List<String> runs = given.texts(side);
        if (runs.isEmpty() || runs.size() > MOST_RUNS) {
            throw RefusedRequestException.parameter(side, side + " is a run, or up to " + MOST_RUNS + " of them.");
        }
        return runs;
    }
}
