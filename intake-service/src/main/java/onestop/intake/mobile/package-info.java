/**
 * The vehicle that takes the hall to towns and villages.
 *
 * <p>A route is planned as stops, each with its place, its time, its staff and the windows on board. Villages have
 * places without network: before it leaves, a device takes receipt numbers along with their query codes, and gives them
 * out there. What was done is entered afterwards, in any order, in parts, twice or by two devices at once: the device
 * has given each operation an id, each is entered in a transaction of its own, and each has its own answer. It counts
 * from the time it was done, which has to lie within the stop.
 *
 * <pre>
 *             start  end  cancel  enter operations
 * Planned      yes    –    yes           –
 * Started       –    yes    –           yes
 * Ended         –     –     –           yes, of before the end
 * Cancelled     –     –     –            –
 * </pre>
 */
@NullMarked
package onestop.intake.mobile;

import org.jspecify.annotations.NullMarked;
