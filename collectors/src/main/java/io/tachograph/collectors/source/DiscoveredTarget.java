package io.tachograph.collectors.source;

import io.tachograph.schemas.TargetConfig;

/** @param probed whether requests are sent to it; one that is not is still read, if its engine has metrics */
public record DiscoveredTarget(TargetConfig config, boolean probed) {}
