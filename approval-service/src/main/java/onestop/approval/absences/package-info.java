/**
 * Who is away, and who stands in (AB 角). What would be given to an absent officer is given to the one who stands in, and stands at his
 * desk with what the absent one had. He acts in his own name, with his own roles, and every rule about who may act holds for him.
 */
@NullMarked
package onestop.approval.absences;

import org.jspecify.annotations.NullMarked;
