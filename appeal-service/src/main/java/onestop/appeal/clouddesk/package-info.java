/**
 * The cloud service desk (沂蒙政务云客服): one entry for appointments, questions, remote help and appeals.
 *
 * <p>{@code Knowledge} holds answers in versions and finds them by what a question shares with theirs. A conversation is opened by an
 * enterprise, or by the clerk who takes a call; a clerk takes it, both sides speak, and it ends with an outcome. An appointment is asked
 * of intake-service by event; it books under its own rules, and its answer is shown here. A conversation becomes an appeal with its transcript. What
 * is said lies sealed, and is opened for the person, the clerk who took it, and those who handle its appeal.
 */
@NullMarked
package onestop.appeal.clouddesk;

import org.jspecify.annotations.NullMarked;
