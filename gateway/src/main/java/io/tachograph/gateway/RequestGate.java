package io.tachograph.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.tachograph.client.endpoint.ApiResource;
import io.tachograph.client.http.ShownKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at a request's head, before any of its body is read: what it is for, and whether it may pass. Thread-safe. */
final class RequestGate {
    private static final String MODELS = "/v1/models";

    private final GatewayParts parts;
    private final Map<String, ApiResource> resources = new HashMap<>();
    private final long startedSeconds = Instant.now().getEpochSecond();

    RequestGate(GatewayParts parts) {
        this.parts = parts;
        for (ApiResource resource : ApiResource.values()) {
            resources.put(resource.path(), resource);
        }
    }

    IncomingRequest look(HttpRequest head) {
        String uri = head.uri();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        @Nullable ApiResource resource = resources.get(path);
        @Nullable String trouble = framingTrouble(head);
        if (trouble != null) {
            return IncomingRequest.unbounded(
                    resource, head.headers(), Reply.refusal(resource, 400, "invalid_request", trouble));
        }
        if (resource == null && !path.equals(MODELS) && !path.startsWith(MODELS + "/")) {
            return refused(null, head, 404, "not_found", "There is no " + shown(path) + " here.", Map.of());
        }
        HttpMethod wanted = resource == null ? HttpMethod.GET : HttpMethod.POST;
        if (!wanted.equals(head.method())) {
            Map<String, String> allow = Map.of("Allow", wanted.name());
            return refused(resource, head, 405, "method_not_allowed", "This takes " + wanted + " only.", allow);
        }
        return admitted(head, path, resource);
    }

    private IncomingRequest admitted(HttpRequest head, String path, @Nullable ApiResource resource) {
        Admission admission = parts.callers().admit(ShownKey.of(head.headers()));
        if (!admission.isAdmitted()) {
            return IncomingRequest.answered(
                    resource, head.headers(), RefusedRequest.by(admission).reply(resource, Map.of()));
        }
        if (resource == null) {
            return IncomingRequest.answered(null, head.headers(), models(path));
        }
        int most = parts.settings().maxBodyBytes();
        if (HttpUtil.getContentLength(head, 0L) > most) {
            return IncomingRequest.answered(resource, head.headers(), IncomingRequest.tooLarge(resource, most));
        }
        return IncomingRequest.admitted(
                resource, head.headers(), admission, most, parts.bodies().share());
    }

    private static IncomingRequest refused(
            @Nullable ApiResource resource,
            HttpRequest head,
            int status,
            String code,
            String sentence,
            Map<String, String> headers) {
        return IncomingRequest.answered(
                resource, head.headers(), Reply.refusal(resource, status, code, sentence, headers));
    }

    /** What makes it doubtful where the request ends; the decoder has refused the rest. */
    private static @Nullable String framingTrouble(HttpRequest head) {
        List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean plain = codings.isEmpty()
                || (codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked"));
        if (!plain) {
            return "The only Transfer-Encoding that is understood is chunked.";
        }
        if (!codings.isEmpty() && head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0) {
            return "HTTP/1.0 has no Transfer-Encoding.";
        }
        return head.headers().getAll(HttpHeaderNames.HOST).size() > 1 ? "There are several Host headers." : null;
    }

    /** {@code GET /v1/models}, and one of them. */
    private Reply models(String path) {
        if (path.equals(MODELS)) {
            ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
            ArrayNode data = list.putArray("data");
            parts.table().models().forEach(model -> data.add(model(model)));
            return Reply.ok(list);
        }
        String wanted = path.substring(MODELS.length() + 1);
        return parts.table().models().contains(wanted)
                ? Reply.ok(model(wanted))
                : Reply.refusal(
                        null,
                        404,
                        "model_not_found",
                        unserved(wanted, parts.table().models()));
    }

    private ObjectNode model(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", startedSeconds)
                .put("owned_by", "tachograph");
    }

    /** Says which models there are instead. */
    static String unserved(String model, List<String> served) {
        return "The model " + shown(model) + " is not served here. "
                + (served.isEmpty() ? "None is." : "Served are: " + String.join(", ", served) + ".");
    }

    private static String shown(String text) {
        return "`" + (text.length() <= 100 ? text : text.substring(0, 100) + "…") + "`";
    }
}
