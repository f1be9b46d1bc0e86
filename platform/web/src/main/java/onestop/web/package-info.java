/**
 * What every servlet service of the platform says over HTTP in the same way: who the caller is, which endpoint is for
 * whom, how a refusal reads, how a repeated POST is answered, how lists are paged and versions compared.
 *
 * <p>This package is what services use. How it is brought about is in the packages below, which are switched on by
 * auto-configuration as soon as the jar is on the class path; nothing there is meant to be called.
 */
@NullMarked
package onestop.web;

import org.jspecify.annotations.NullMarked;
