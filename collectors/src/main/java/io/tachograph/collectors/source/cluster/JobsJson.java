package io.tachograph.collectors.source.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.http.LooseJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code get_jobs}: lists by state, which stand alone or within {@code jobs}, and whose names have underscores or
 * hyphens. Any list and field may be missing; who has started a job is not read.
 */
public final class JobsJson {
    private static final int MOST_JOBS = 10_000;
    private static final int MOST_NAMES = 1_000;
    private static final Map<String, String> LISTS = new TreeMap<>(Map.of(
            "running", "running",
            "queued", "queued",
            "stopped", "stopped",
            "others", "other",
            "private_batch_running", "running",
            "private_batch_queued", "queued"));
    private static final Set<String> STATES = Set.of("running", "starting", "queued", "stopped");
    private static final Map<String, String> FACTS = new TreeMap<>(Map.of(
            "Model Status", "model_status",
            "Job State", "job_state",
            "Job Comments", "job_comments",
            "Estimated Start Time", "estimated_start_time",
            "Description", "description",
            "Model Version", "model_version"));
    private static final Pattern WALLTIME = Pattern.compile("(\\d{1,5}):(\\d{2}):(\\d{2})");

    private JobsJson() {}

    /** Whether it is such an answer at all. */
    static boolean isOne(JsonNode json) {
        JsonNode jobs = jobs(json);
        return LISTS.keySet().stream().anyMatch(name -> list(jobs, name).isArray());
    }

    /** Each job once: of two with one id the first counts. */
    public static List<ClusterJob> parse(JsonNode json) {
        Map<String, ClusterJob> all = new LinkedHashMap<>();
        LISTS.forEach((name, state) -> {
            for (JsonNode job : list(jobs(json), name)) {
                if (all.size() < MOST_JOBS) {
                    ClusterJob parsed = job(job, state);
                    all.putIfAbsent(parsed.id(), parsed);
                }
            }
        });
        return List.copyOf(all.values());
    }

    /** What the cluster says of itself, for people; empty for nothing. */
    static String status(JsonNode json) {
        List<String> said = new ArrayList<>();
        jobs(json).path("cluster_status").properties().forEach(field -> {
            Long count = LooseJson.count(field.getValue());
            if (count != null && said.size() < 10) {
                said.add(field.getKey().replace('_', ' ') + " " + count);
            }
        });
        return String.join(", ", said);
    }

    private static JsonNode jobs(JsonNode json) {
        return json.path("jobs").isObject() ? json.path("jobs") : json;
    }

    private static JsonNode list(JsonNode jobs, String name) {
        return jobs.has(name) ? jobs.path(name) : jobs.path(name.replace('_', '-'));
    }

    private static ClusterJob job(JsonNode job, String listed) {
        List<String> models = names(job.path("Models"));
        String framework = text(job, "Framework");
        String status = text(job, "Model Status").toLowerCase(Locale.ROOT);
        Map<String, String> facts = new TreeMap<>();
        FACTS.forEach((name, fact) -> {
            String value = text(job, name);
            if (!value.isEmpty()) {
                facts.put(fact, value);
            }
        });
        String id = Stream.of(text(job, "Job ID"), text(job, "Batch ID"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(String.join(" ", framework, text(job, "Models"), text(job, "Model Version"))
                        .strip());
        return new ClusterJob(
                id,
                STATES.contains(status) ? status : status.isEmpty() ? listed : "other",
                models,
                framework,
                names(job.path("Host Name")),
                nodes(job.path("Nodes Reserved")),
                seconds(text(job, "Walltime")),
                facts);
    }

    /** Empty for what is not there, which schedulers call N/A. */
    private static String text(JsonNode job, String name) {
        JsonNode node = job.path(name);
        String text = node.isNumber() ? node.asText() : LooseJson.text(node);
        return text.equalsIgnoreCase("N/A") ? "" : text;
    }

    /** A job may have hundreds of hosts in one text, which is longer than texts are otherwise kept. */
    private static List<String> names(JsonNode joined) {
        return Stream.of(joined.asText("").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= 200 && !name.equalsIgnoreCase("N/A"))
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }

    private static @Nullable Integer nodes(JsonNode node) {
        Long count = LooseJson.count(node);
        return count == null || count > 1_000_000 ? null : Integer.valueOf(count.intValue());
    }

    private static @Nullable Long seconds(String walltime) {
        Matcher matcher = WALLTIME.matcher(walltime);
        return matcher.matches()
                ? Long.valueOf(Long.parseLong(matcher.group(1)) * 3_600
                        + Long.parseLong(matcher.group(2)) * 60
                        + Long.parseLong(matcher.group(3)))
                : null;
    }
}
