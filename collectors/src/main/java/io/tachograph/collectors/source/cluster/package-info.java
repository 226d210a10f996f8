/** Jobs of clusters' schedulers that serve models, as an inference gateway or a cluster's status page tells them. */
@NullMarked
package io.tachograph.collectors.source.cluster;

import org.jspecify.annotations.NullMarked;
