package io.tachograph.api.price;

import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.api.request.RequestBody;
import io.tachograph.store.ModelPrice;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Reads a price from a request's body. */
final class PriceBody {
    private static final int LONGEST = 4_096;

    private PriceBody() {}

    /** @throws RefusedRequestException in one sentence, when there can be no such price */
    static ModelPrice read(Context ctx) throws IOException {
        RequestBody body = RequestBody.read(
                ctx,
                LONGEST,
                "{\"model\": …, \"input\": 0.15, \"output\": 0.6}",
                List.of("model", "target", "tenant", "from", "until", "currency", "input", "cached_input", "output"));
        PriceScope scope = new PriceScope(
                PriceScope.name("model", body.text("model")),
                body.textIfAny("target")
                        .map(text -> PriceScope.name("target", text))
                        .orElse(""),
                body.textIfAny("tenant")
                        .map(text -> PriceScope.name("tenant", text))
                        .orElse(""),
                body.textIfAny("from").map(text -> PriceScope.day("from", text)).orElse(ModelPrice.EVER));
        LocalDate until = body.textIfAny("until")
                .map(text -> PriceScope.day("until", text))
                .orElse(null);
        BigDecimal input = body.decimal("input").orElseThrow(() -> missing("input"));
        BigDecimal output = body.decimal("output").orElseThrow(() -> missing("output"));
        try {
            return new ModelPrice(
                    scope.model(),
                    scope.target(),
                    scope.tenant(),
                    scope.from(),
                    until,
                    body.textIfAny("currency").orElse("USD"),
                    input,
                    body.decimal("cached_input").orElse(null),
                    output);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(Problem.of(400, String.valueOf(e.getMessage())));
        }
    }

    private static RefusedRequestException missing(String name) {
        return RefusedRequestException.parameter(name, name + " is the price of a million tokens.");
    }
}
