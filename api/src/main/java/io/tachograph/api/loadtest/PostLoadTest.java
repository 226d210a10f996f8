package io.tachograph.api.loadtest;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.intake.KafkaIntake;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.api.request.RequestBody;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.inventory.InventoryRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** Takes a {@code result.json} and puts it onto Kafka, as {@code bench --publish} does. Thread-safe. */
public final class PostLoadTest implements Handler {
    private static final int MOST_BYTES = 16 << 20;

    private final KafkaIntake intake;
    private final BenchFunctions bench;
    private final Clock clock;

    public PostLoadTest(KafkaIntake intake, BenchFunctions bench, Clock clock) {
        this.intake = intake;
        this.bench = bench;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) throws IOException {
        intake.check();
        LoadTest test = read(ctx);
        intake.put(
                ctx,
                new KafkaIntake.Sent(
                        Topics.LOAD_TESTS,
                        test.getRun(),
                        test,
                        test.getRun(),
                        "load-test.post",
                        Map.of("run", test.getRun(), "has_report", test.getResult() != null)));
    }

    private LoadTest read(Context ctx) throws IOException {
        byte[] body = RequestBody.bytes(ctx, MOST_BYTES);
        try {
            LoadTest test = bench.record().apply(new String(body, StandardCharsets.UTF_8), clock.instant());
            InventoryRows.of(test);
            return test;
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(Problem.of(400, "The body is refused: " + e.getMessage() + "."));
        } catch (InvalidRecordException e) {
            throw new RefusedRequestException(Problem.of(400, "No such load test can be: " + e.getMessage() + "."));
        }
    }
}
