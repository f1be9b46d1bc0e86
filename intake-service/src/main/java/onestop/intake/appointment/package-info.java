/**
 * Appointments: coming to the hall at a time that is one's own.
 *
 * <p>Places are one hour long and as many as the shifts offer; an item is booked where a window takes it. One can book
 * for the next working days, from tomorrow on, under one's real name and once a day, and cancel until two hours before.
 * Who comes checks in and has a ticket by that. Who does not come three times is barred for a month; the manager of the
 * hall can excuse. Outside the opening hours an appointment is asked for, and confirmed or declined.
 *
 * <p>The cloud service desk asks for places by event. Events name nobody, so a place is held, and whoever was told its
 * number at the desk says here who comes; then the rules about persons are looked at. Otherwise it is given back.
 *
 * <p>Bookings of one hour and place take turns, so that the last place is given once; the database would refuse a second
 * time anyway. Names, citizen numbers and phone numbers are sealed and leave the service masked.
 */
@NullMarked
package onestop.intake.appointment;

import org.jspecify.annotations.NullMarked;
