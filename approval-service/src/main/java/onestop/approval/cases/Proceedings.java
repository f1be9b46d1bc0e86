package onestop.approval.cases;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What goes on in a case beside its steps.
 *
 * @param visit the latest verification on site
 * @param hearing the latest hearing
 * @param opinions what other units were asked, oldest first
 * @param revision why the case is looked at again; null while it never was
 * @param correction the latest notice of what is to be corrected
 */
record Proceedings(
        @Nullable SiteVisit visit,
        @Nullable Hearing hearing,
        List<OpinionRequest> opinions,
        @Nullable Revision revision,
        @Nullable Correction correction) {
    static final Proceedings NONE = new Proceedings(null, null, List.of(), null, null);

    static final int MOST_REQUESTS = 20;

    /**
     * A case that was decided is looked at again, by others.
     *
     * @param appealNumber of the appeal that asks for it
     * @param before who acted on the case until then: none of them decides it
     * @param requestsBefore how often other units were asked until then; a missing number is 0
     */
    record Revision(
            String appealNumber,
            String reason,
            Set<String> before,
            @Nullable Integer requestsBefore) {
        Revision {
            before = Set.copyOf(before);
            requestsBefore = Objects.requireNonNullElse(requestsBefore, 0);
        }
    }

    /** What was found and asked before counts no more: it stays in the history, and no later request takes its number. */
    Proceedings revised(String appealNumber, String reason, Set<String> officers) {
        return new Proceedings(
                null, null, List.of(), new Revision(appealNumber, reason, officers, nextRequest() - 1), null);
    }

    /** The number of the next request; numbers go on through all revisions of the case. */
    int nextRequest() {
        int before = revision == null ? 0 : Objects.requireNonNullElse(revision.requestsBefore(), 0);
        return before + opinions.size() + 1;
    }

    Proceedings {
        opinions = Objects.requireNonNullElse(opinions, List.<OpinionRequest>of());
        opinions = List.copyOf(opinions);
    }

    Proceedings with(SiteVisit next) {
        return new Proceedings(next, hearing, opinions, revision, correction);
    }

    Proceedings with(Hearing next) {
        return new Proceedings(visit, next, opinions, revision, correction);
    }

    Proceedings with(Correction next) {
        return new Proceedings(visit, hearing, opinions, revision, next);
    }

    /** A new request, or another state of a known one. */
    Proceedings with(OpinionRequest next) {
        var all = new ArrayList<OpinionRequest>();
        opinions.forEach(one -> all.add(one.number() == next.number() ? next : one));
        if (request(next.number()).isEmpty()) {
            all.add(next);
        }
        return new Proceedings(visit, hearing, all, revision, correction);
    }

    /**
     * The limits by the calendar in force.
     *
     * @param hearingRuns whether the case is suspended for its hearing
     * @param moved takes what has moved
     */
    Proceedings recounted(boolean hearingRuns, Moment now, List<MovedLimit> moved) {
        var counted = hearing == null || !hearingRuns ? hearing : hearing.recounted(now, moved);
        var asked = opinions.stream().map(one -> one.recounted(now, moved)).toList();
        return new Proceedings(visit, counted, asked, revision, correction);
    }

    @JsonIgnore
    Optional<OpinionRequest> request(int number) {
        return opinions.stream().filter(one -> one.number() == number).findFirst();
    }

    /** Units that take part since they were asked. */
    @JsonIgnore
    Set<String> askedUnits() {
        var units = new TreeSet<String>();
        opinions.forEach(request -> units.addAll(request.units()));
        return units;
    }

    /** Whether a unit that was asked may still answer, also where the others have settled it. */
    @JsonIgnore
    boolean opinionsOpen() {
        return opinions.stream().anyMatch(OpinionRequest::answersOpen);
    }

    @JsonIgnore
    boolean isEmpty() {
        return visit == null && hearing == null && opinions.isEmpty() && revision == null && correction == null;
    }

    @JsonIgnore
    boolean visitIsSigned() {
        return visit != null && visit.isSigned();
    }
}
