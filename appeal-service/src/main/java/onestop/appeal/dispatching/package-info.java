/**
 * To which unit an appeal goes: rules by kind, item, region and unit complained of, the owner of the item, the unit that another
 * one proposed. They suggest; the coordinator confirms or decides otherwise.
 */
@NullMarked
package onestop.appeal.dispatching;

import org.jspecify.annotations.NullMarked;
