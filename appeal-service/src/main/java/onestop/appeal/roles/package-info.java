/** Who may call what, where several methods allow the same. */
@NullMarked
package onestop.appeal.roles;

import org.jspecify.annotations.NullMarked;
