/**
 * The figures by which units are judged. Counters are kept in the transaction of each invitation and each rating, so an
 * indicator is exact at any moment and costs the same however many ratings there are.
 */
@NullMarked
package onestop.evaluation.indicators;

import org.jspecify.annotations.NullMarked;
