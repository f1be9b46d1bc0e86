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
 * <p>The limit is kept by handing out or sending. The bundle is handed out whole: who examined a case is told only when
 * the last one is decided, and before that nobody can know who may not hand it out. For the same reason its days count
 * from that last decision.
 *
 * <p>The file itself changes once, with the first handing out; everything else stands here, by its receipt number.
 */
@NullMarked
package onestop.intake.delivery;

import org.jspecify.annotations.NullMarked;
