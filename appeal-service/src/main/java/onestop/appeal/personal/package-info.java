/**
 * What people say at the cloud desk and where to call them: sealed before it is stored. Keys come from outside; the first one seals,
 * all of them open, so a new key is put in front of the old ones and those stay as long as rows are sealed with them.
 */
@NullMarked
package onestop.appeal.personal;

import org.jspecify.annotations.NullMarked;
