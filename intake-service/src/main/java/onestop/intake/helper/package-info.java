/**
 * Helpers, who help enterprises without charge: they assist, or act for them with a power of attorney.
 *
 * <p>A request goes to the helper with the least in hand among those who serve the place, or to one who is named. Seven
 * steps follow: entrusted, accepted, handled, delivered, archived, reported, followed up; each leaves who, when and its
 * forms. A request can be suspended and taken up again, handed over to another helper with everything so far, handed
 * back to the enterprise, or ended. The enterprise stays responsible: acting for it needs its power of attorney in
 * force at each step, and whoever delivered does not ask whether the enterprise was satisfied.
 *
 * <pre>
 *             assign accept handle deliver archive report follow-up suspend resume hand-over hand-back end
 * Waiting       yes    –      –       –       –      –        –        –      –       –         –      yes
 * Entrusted      –    yes     –       –       –      –        –        –      –      yes       yes     yes
 * Accepted       –     –     yes      –       –      –        –       yes     –      yes       yes     yes
 * Handled        –     –     yes     yes      –      –        –       yes     –      yes       yes     yes
 * Suspended      –     –      –       –       –      –        –        –     yes     yes       yes     yes
 * Delivered      –     –      –       –      yes     –        –        –      –       –         –       –
 * Archived       –     –      –       –       –     yes       –        –      –       –         –       –
 * Reported       –     –      –       –       –      –       yes       –      –       –         –       –
 * Followed up, handed back, ended: nothing more
 * </pre>
 */
@NullMarked
package onestop.intake.helper;

import org.jspecify.annotations.NullMarked;
