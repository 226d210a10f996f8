/** What {@code infra/} says, held against Helm, Kubernetes' models, Prometheus and our own code. */
@NullMarked
package io.tachograph.deploy;

import org.jspecify.annotations.NullMarked;
