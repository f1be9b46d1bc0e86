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
 */
record Proceedings(@Nullable SiteVisit visit, @Nullable Hearing hearing, List<OpinionRequest> opinions) {
    static final Proceedings NONE = new Proceedings(null, null, List.of());

    static final int MOST_REQUESTS = 20;

    Proceedings {
        opinions = Objects.requireNonNullElse(opinions, List.<OpinionRequest>of());
        opinions = List.copyOf(opinions);
    }

    Proceedings with(SiteVisit next) {
        return new Proceedings(next, hearing, opinions);
    }

    Proceedings with(Hearing next) {
        return new Proceedings(visit, next, opinions);
    }

    /** A new request, or another state of a known one. */
    Proceedings with(OpinionRequest next) {
        var all = new ArrayList<OpinionRequest>();
        opinions.forEach(one -> all.add(one.number() == next.number() ? next : one));
        if (next.number() > opinions.size()) {
            all.add(next);
        }
        return new Proceedings(visit, hearing, all);
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

    @JsonIgnore
    boolean isEmpty() {
        return visit == null && hearing == null && opinions.isEmpty();
    }

    @JsonIgnore
    boolean visitIsSigned() {
        return visit != null && visit.isSigned();
    }
}
