package io.tachograph.live;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One result as it is now.
 *
 * @param json what it is, in the form that the contract of the API states
 */
public record LiveChange(LiveKind kind, ObjectNode json) {}
