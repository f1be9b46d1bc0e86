/** The units of government that appeals can be dispatched to, copied from the catalogue that intake-service publishes. */
@NullMarked
package onestop.appeal.units;

import org.jspecify.annotations.NullMarked;
