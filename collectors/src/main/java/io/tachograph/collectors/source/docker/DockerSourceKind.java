package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code kind: docker}: the containers of one Docker engine, or of Podman. */
public final class DockerSourceKind implements SourceKind<DockerSettings> {
    private static final String USUAL_HOST = "unix:///var/run/docker.sock";

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Class<DockerSettings> settings() {
        return DockerSettings.class;
    }

    @Override
    public List<NamedSource> open(DockerSettings settings, SourceContext context) {
        return open(settings, context, new NvmlGpuLookup(settings.nvmlLibrary()));
    }

    static List<NamedSource> open(DockerSettings settings, SourceContext context, GpuLookup gpus) {
        String host = first(settings.host(), context.environment().get("DOCKER_HOST"), USUAL_HOST);
        Path told = settings.certPath();
        String folder = first(
                told == null ? null : told.toString(), context.environment().get("DOCKER_CERT_PATH"), "");
        DockerAddress address = DockerAddress.of(host, !folder.isEmpty());
        DockerEngine engine =
                new DockerEngine(address, folder.isEmpty() ? null : Path.of(folder), settings.requestTimeout());
        String name = "docker " + address;
        // Containers run where the engine does; only its socket is of this machine for certain.
        String node = address.socket() != null ? context.node() : address.host();
        EngineContainers engines = new EngineContainers(settings, address, node);
        return List.of(new NamedSource(
                name, new DockerSource(engine, new DockerReader(name, node, settings, context, engines, gpus))));
    }

    private static String first(@Nullable String a, @Nullable String b, String otherwise) {
        return a != null && !a.isBlank() ? a : b != null && !b.isBlank() ? b : otherwise;
    }
}
