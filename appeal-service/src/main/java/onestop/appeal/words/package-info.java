/** The words for appeals that the interface, the database, the events and the code have in common. */
@NullMarked
package onestop.appeal.words;

import org.jspecify.annotations.NullMarked;
