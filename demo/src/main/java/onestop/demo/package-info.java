/**
 * Plays the platform's main job through the gateway as the persons involved, checks each step and prints a readable
 * account. It knows nothing but addresses: whatever it does, anybody with the same accounts can do with curl.
 */
@NullMarked
package onestop.demo;

import org.jspecify.annotations.NullMarked;
