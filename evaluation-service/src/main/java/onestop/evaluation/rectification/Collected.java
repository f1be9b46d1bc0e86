package onestop.evaluation.rectification;

import onestop.evaluation.scale.Source;

/**
 * What was said through another system and about no service that is known here.
 *
 * @param number by which that system knows it
 */
record Collected(Source source, String number) {}
