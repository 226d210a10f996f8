/** Pods of one node: finds engines among them, by the API server, and tells which GPUs each has, by the kubelet. */
@NullMarked
package io.tachograph.collectors.source.kubernetes;

import org.jspecify.annotations.NullMarked;
