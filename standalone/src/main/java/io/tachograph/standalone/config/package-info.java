/** The configuration file: a tree of records, every wrong key or value one sentence with its path. */
@NullMarked
package io.tachograph.standalone.config;

import org.jspecify.annotations.NullMarked;
