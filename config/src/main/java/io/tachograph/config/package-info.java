/** The one configuration tree and its one reader: every wrong key or value is one sentence with its path. */
@NullMarked
package io.tachograph.config;

import org.jspecify.annotations.NullMarked;
