/**
 * The result of a finished file on its way into the applicant's hands.
 *
 * <p>When the departments have finished a file, its result bundle waits at the output window, and the ten working days
 * begin in which it has to be handed out (administrative licensing law, article 44). It is handed out at the window
 * after a look at an identity document, by post with a tracking number, or as an electronic licence that the applicant
 * confirms to have read. What comes back by post waits again and is handed out once more; the limit is the old one.
 *
 * <pre>
 *             window      post         e-licence   arrived     returned   read
 * WAITING     DELIVERED   ON_THE_WAY   UNREAD      –           –          –
 * RETURNED    DELIVERED   ON_THE_WAY   UNREAD      –           –          –
 * ON_THE_WAY  –           –            –           DELIVERED   RETURNED   –
 * UNREAD      –           –            –           –           –          DELIVERED
 * </pre>
 *
 * <p>The limit is kept by handing out or sending. A decided case of a file whose other cases are open waits by itself with ten days of
 * its own, and may be handed out at the window ({@link onestop.intake.delivery.HandOutEarly}); what nobody came for goes into the bundle,
 * which is due when the oldest decision in it is.
 *
 * <p>What is decided anew, after an appeal, is WAITING again with ten days from that decision, wherever it was before; what went out stays
 * on record. From the reopening on its earlier result is held back, and the bundle with it; what else that holds, and nobody has handed
 * out, waits by itself again.
 *
 * <p>The file itself changes once, with the first handing out; everything else stands here, by its receipt number.
 */
@NullMarked
package onestop.intake.delivery;

import org.jspecify.annotations.NullMarked;
