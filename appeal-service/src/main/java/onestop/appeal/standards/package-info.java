/** 办理标准: what is done about an appeal of each class, said in public and changed by the office. */
@NullMarked
package onestop.appeal.standards;

import org.jspecify.annotations.NullMarked;
