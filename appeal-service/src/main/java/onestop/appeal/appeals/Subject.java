package onestop.appeal.appeals;

import java.time.Instant;
import onestop.appeal.words.AppealKind;

/** What the commands need to know of what was handed in: the limits follow from it, and the recusals. */
record Subject(AppealKind kind, boolean urgent, About about, Instant receivedAt, String profile) {}
