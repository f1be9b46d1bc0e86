/** Configured keys, with ids so that they can be changed without losing what older ones made. */
@NullMarked
package onestop.evaluation.keys;

import org.jspecify.annotations.NullMarked;
