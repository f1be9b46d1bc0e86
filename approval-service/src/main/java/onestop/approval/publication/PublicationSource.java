package onestop.approval.publication;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A register whose entries are published. */
public interface PublicationSource {
    /**
     * Takes what has changed and was not taken before, in the running transaction; entries that others are busy with are left for later.
     *
     * @param most an upper bound
     */
    List<Matter> take(int most);

    /** What is published of an entry. */
    enum Kind {
        LICENCE,
        PENALTY
    }

    /**
     * @param reference the number it is known by, unique within its kind
     * @param subjectName in full; it is shortened where it may be a person's
     * @param status the register's word
     * @param sourceChange rises with every change of the entry
     */
    record Matter(
            Kind kind,
            String reference,
            String unit,
            String unitNameZh,
            String subjectUsci,
            String subjectName,
            String titleZh,
            @Nullable String contentZh,
            LocalDate decidedOn,
            @Nullable LocalDate validUntil,
            String status,
            long sourceChange) {}
}
