package io.tachograph.collectors.source.polling;

import io.tachograph.collectors.source.polling.FaultyServer.Answer;
import io.tachograph.collectors.source.polling.FaultyServer.Fault;
import io.tachograph.collectors.source.polling.FaultyServer.Question;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A hub of models, whose files come in two pages. */
final class HubStandIn implements FaultyServer.Site {
    /** How often a model's files were told to their end. */
    private final AtomicInteger toTheEnd = new AtomicInteger();

    int toTheEnd() {
        return toTheEnd.get();
    }

    @Override
    public Answer answer(Question question, @Nullable Fault fault) {
        String path = question.path();
        if (!path.contains("/tree/")) {
            return Answer.json("{\"id\":\"" + path.replace("/api/models/", "") + "\",\"sha\":\"main\"}");
        }
        boolean last = question.parameter("cursor").equals("2");
        if (last && fault == null) {
            toTheEnd.incrementAndGet();
        }
        return new Answer(
                200,
                last ? "" : "Link: <" + path + "?recursive=true&cursor=2>; rel=\"next\"",
                "[{\"type\":\"file\",\"path\":\"model-" + (last ? 2 : 1) + ".safetensors\",\"size\":500}]");
    }
}
