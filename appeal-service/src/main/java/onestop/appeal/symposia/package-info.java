/**
 * Symposia of government and enterprises (政企座谈会).
 *
 * <p>A unit or the coordinator plans one and invites enterprises, which say whether they come. Investors without an enterprise
 * come as guests, each with a number. After it was held, who came and which
 * units were there are recorded, and every issue: answered on the spot, or raised as an appeal with the source SYMPOSIUM. The follow-up
 * list shows how far those appeals are. When all have come to their end the host reports to the enterprises, and the symposium is closed.
 */
@NullMarked
package onestop.appeal.symposia;

import org.jspecify.annotations.NullMarked;
