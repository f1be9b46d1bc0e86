/**
 * The county's time: its zone and its working days.
 *
 * <p>Calendar years come from intake-service on a compacted topic. They are kept in the database, since the topic is
 * read only once, and since every replica needs what one of them has read. No due date is stored anywhere in this
 * service: each is computed from its start by the calendar in force, so a new year corrects them all at once.
 */
@NullMarked
package onestop.evaluation.calendar;

import org.jspecify.annotations.NullMarked;
