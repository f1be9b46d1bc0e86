/**
 * Enterprise appeals (企业诉求): what an enterprise could not get solved is received, dispatched, answered, called back and
 * closed.
 *
 * <p>{@code appeals} is the life of one appeal and the commands on it; {@code clocks} knows the time profiles and counts;
 * {@code recusal} keeps who worked on which file, so that nobody handles an appeal against their own act; {@code units} is our
 * copy of the units that can be dispatched to; {@code supervision} raises notices and keeps who answers for them;
 * {@code reading} and {@code rates} only read.
 *
 * <p>Beside the orders lies the outreach: {@code enterprises} is our copy of the registry; {@code policies} are matched with it and
 * pushed, {@code broadcasts} explain them; {@code symposia}, {@code projects}, {@code activities} and {@code clouddesk} meet enterprises
 * and raise appeals of what they hear. {@code commands} says how their commands end, {@code personal} seals what people say.
 */
@NullMarked
package onestop.appeal;

import org.jspecify.annotations.NullMarked;
