/** The questions of the API as tools of the Model Context Protocol, for assistants. */
@NullMarked
package io.tachograph.api.mcp;

import org.jspecify.annotations.NullMarked;
