package io.tachograph.gateway;

import io.netty.channel.Channel;
import io.tachograph.client.endpoint.ApiResource;
import io.tachograph.client.endpoint.PassedRequest;
import io.tachograph.config.GatewaySection.TenantSource;
import io.tachograph.gateway.capture.Capture;
import io.tachograph.gateway.capture.CaptureLog;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a request that has come whole: which targets it may go to, and whether its sender may still use their model. Thread-safe. */
final class Dispatch {
    private final GatewayParts parts;

    Dispatch(GatewayParts parts) {
        this.parts = parts;
    }

    /**
     * @param request one that was admitted; its body is taken
     * @throws RefusedRequest when it goes nowhere
     */
    Forwarding take(IncomingRequest request, ClientAnswer answer, Channel client) throws RefusedRequest {
        long receivedNanos = System.nanoTime();
        ApiResource resource = Objects.requireNonNull(request.resource(), "only requests for targets are admitted");
        byte[] body = request.takeBody();
        RequestSubject subject = RequestSubject.of(body);
        List<RoutedTarget> order = parts.table().order(subject.model(), resource, session(request));
        if (order.isEmpty()) {
            throw unserved(subject.model(), resource);
        }
        Admission admission = request.admission().forModel().apply(subject.model());
        if (!admission.isAdmitted()) {
            throw RefusedRequest.by(admission);
        }
        CaptureLog captures = parts.captures();
        @Nullable Capture capture = captures == null ? null : captures.begin(body);
        PassedRequest passed = new PassedRequest(
                UUID.randomUUID(),
                1,
                resource,
                parts.headers().ofRequest(request.headers()),
                body,
                subject.streamed(),
                capture != null,
                subject.promptChars(),
                tenant(admission, subject),
                parts.provenance(),
                receivedNanos,
                parts.timeout());
        return new Forwarding(parts, passed, request.share(), admission, capture, order, answer, client);
    }

    private RefusedRequest unserved(String model, ApiResource resource) {
        List<ApiResource> others = parts.table().resourcesOf(model);
        return new RefusedRequest(
                404,
                "model_not_found",
                others.isEmpty()
                        ? RequestGate.unserved(model, parts.table().modelsOf(resource))
                        : "The model `" + model + "` is served at "
                                + others.stream().map(ApiResource::path).collect(Collectors.joining(", "))
                                + ", not at " + resource.path() + ".");
    }

    private @Nullable String session(IncomingRequest request) {
        String header = parts.settings().sessionHeader();
        return header == null ? null : request.headers().get(header);
    }

    private String tenant(Admission admission, RequestSubject subject) {
        String user = subject.user();
        return parts.settings().tenantBy() == TenantSource.USER && user != null ? user : admission.tenant();
    }
}
