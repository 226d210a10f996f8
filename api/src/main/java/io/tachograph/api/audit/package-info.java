/** Who did what with the API that is more than asking, or was refused. */
@NullMarked
package io.tachograph.api.audit;

import org.jspecify.annotations.NullMarked;
