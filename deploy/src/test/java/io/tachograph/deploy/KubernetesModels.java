package io.tachograph.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ClusterRole;
import io.kubernetes.client.openapi.models.V1ClusterRoleBinding;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads resources as the official client does: a field that there is none of, one that is missing, a wrong type are refused. */
final class KubernetesModels {
    private interface Check {
        void of(JsonElement json) throws IOException;
    }

    private record Model(Class<?> type, Check check) {}

    private static final Map<String, Model> MODELS = Map.ofEntries(
            Map.entry("apps/v1 Deployment", new Model(V1Deployment.class, V1Deployment::validateJsonElement)),
            Map.entry("apps/v1 StatefulSet", new Model(V1StatefulSet.class, V1StatefulSet::validateJsonElement)),
            Map.entry("apps/v1 DaemonSet", new Model(V1DaemonSet.class, V1DaemonSet::validateJsonElement)),
            Map.entry("batch/v1 Job", new Model(V1Job.class, V1Job::validateJsonElement)),
            Map.entry("batch/v1 CronJob", new Model(V1CronJob.class, V1CronJob::validateJsonElement)),
            Map.entry(
                    "v1 PersistentVolumeClaim",
                    new Model(V1PersistentVolumeClaim.class, V1PersistentVolumeClaim::validateJsonElement)),
            Map.entry("v1 ConfigMap", new Model(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
            Map.entry("v1 Service", new Model(V1Service.class, V1Service::validateJsonElement)),
            Map.entry("v1 ServiceAccount", new Model(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
            Map.entry(
                    "rbac.authorization.k8s.io/v1 ClusterRole",
                    new Model(V1ClusterRole.class, V1ClusterRole::validateJsonElement)),
            Map.entry(
                    "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
                    new Model(V1ClusterRoleBinding.class, V1ClusterRoleBinding::validateJsonElement)),
            Map.entry("v1 Pod", new Model(V1Pod.class, V1Pod::validateJsonElement)),
            Map.entry(
                    "policy/v1 PodDisruptionBudget",
                    new Model(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement)),
            Map.entry(
                    "networking.k8s.io/v1 NetworkPolicy",
                    new Model(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)),
            Map.entry(
                    "autoscaling/v2 HorizontalPodAutoscaler",
                    new Model(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement)));

    private KubernetesModels() {}

    /** What is wrong with a resource; null when nothing is. */
    static @Nullable String complaint(JsonNode resource) {
        Model model = MODELS.get(resource.path("apiVersion").asText() + " "
                + resource.path("kind").asText());
        if (CustomResources.has(resource)) {
            return CustomResources.complaint(resource);
        }
        if (model == null) {
            return "no model of " + resource.path("apiVersion") + " " + resource.path("kind");
        }
        try {
            // The first use of JSON tells the models how they are read.
            new JSON();
            model.check().of(JsonParser.parseString(resource.toString()));
            JSON.deserialize(resource.toString(), model.type());
            return null;
        } catch (IOException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
