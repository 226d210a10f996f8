/** What the command line takes from the environment. */
@NullMarked
package io.tachograph.standalone.config;

import org.jspecify.annotations.NullMarked;
