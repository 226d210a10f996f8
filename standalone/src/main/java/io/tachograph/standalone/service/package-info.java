/** Commands that run one part of the system on a Kafka that is there already, until their process is to end. */
@NullMarked
package io.tachograph.standalone.service;

import org.jspecify.annotations.NullMarked;
