/** The options that commands share, and what they stand for in the configuration. */
@NullMarked
package io.tachograph.standalone.config;

import org.jspecify.annotations.NullMarked;
