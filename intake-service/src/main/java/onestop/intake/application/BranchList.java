package onestop.intake.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import onestop.identifiers.Usci;
import onestop.intake.application.ApplicationBody.BranchBody;
import onestop.intake.application.Subject.Difference;
import onestop.intake.enterprise.CreditStanding;
import onestop.intake.enterprise.Enterprise;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * The branches that were named for a file: those that take part, and those that do not, each with the reason. A step of
 * the check moves branches from the one to the other.
 */
record BranchList(List<Part> parts, List<LeftOut> leftOut) {
    static final BranchList NONE = new BranchList(List.of(), List.of());

    /** What becomes of a file when some of its branches cannot take part. */
    enum Mode {
        /** It is not handed in. */
        ALL_OR_NOTHING,
        /** It is handed in for the others. */
        GOOD_ONES
    }

    /** A branch as it was named, at its place in the list. */
    record Part(int row, String usci, BranchBody named) {}

    /**
     * A branch that does not take part.
     *
     * @param usci as it was named
     * @param reason the rule it breaks, by the name its text has
     * @param args what the text names
     */
    record LeftOut(int row, String usci, String reason, List<String> args) {
        static final String IN_OPEN_FILE = "in-open-file";

        /** The file it is in already. */
        @Nullable
        String inFile() {
            return reason.equals(IN_OPEN_FILE) ? args.getLast() : null;
        }
    }

    BranchList {
        parts = List.copyOf(parts);
        leftOut = List.copyOf(leftOut);
    }

    static BranchList of(List<BranchBody> named) {
        var parts = new ArrayList<Part>();
        var leftOut = new ArrayList<LeftOut>();
        var already = new HashSet<String>();
        for (int row = 0; row < named.size(); row++) {
            var text = named.get(row).usci();
            var problem = Usci.findProblem(text);
            if (problem.isPresent()) {
                var found = problem.get();
                leftOut.add(new LeftOut(
                        row,
                        text,
                        FieldErrors.rule(found.fault()),
                        List.of(String.valueOf(found.position()), String.valueOf(found.found()))));
                continue;
            }
            var usci = new Usci(text).value();
            if (already.add(usci)) {
                parts.add(new Part(row, usci, named.get(row)));
            } else {
                leftOut.add(new LeftOut(row, usci, "named-twice", List.of(usci)));
            }
        }
        return new BranchList(parts, leftOut);
    }

    List<String> uscis() {
        return parts.stream().map(Part::usci).toList();
    }

    /** Leaves out what is not registered under the enterprise, and what would be as it is. */
    BranchList registeredUnder(String usci, Map<String, Enterprise> known) {
        return without(part -> {
            var branch = known.get(part.usci());
            if (branch == null || !usci.equals(branch.parentUsci())) {
                return new LeftOut(part.row(), part.usci(), "not-a-branch-of-this", List.of(part.usci()));
            }
            var differences = differences(part, branch);
            boolean asItIs = !differences.isEmpty()
                    && differences.stream().allMatch(one -> Objects.equals(one.from(), one.to()));
            return asItIs ? new LeftOut(part.row(), part.usci(), "nothing-changes", List.of(part.usci())) : null;
        });
    }

    /** Leaves out what is barred by law from asking for one of the items. */
    BranchList notBarred(Map<String, CreditStanding> credits, Collection<String> items) {
        return without(part -> Optional.ofNullable(credits.get(part.usci()))
                .flatMap(credit -> credit.bar(items))
                .map(bar -> new LeftOut(
                        part.row(),
                        part.usci(),
                        "branch-barred",
                        List.of(part.usci(), bar.until().toString())))
                .orElse(null));
    }

    /** Leaves out what the agent's power does not cover. */
    BranchList coveredBeside(Collection<String> beyond) {
        return without(part -> beyond.contains(part.usci())
                ? new LeftOut(part.row(), part.usci(), "branch-not-covered", List.of(part.usci()))
                : null);
    }

    /** Leaves out what a department or a clerk has in hand already, by code of the branch. */
    BranchList notIn(Map<String, String> openFiles) {
        return without(part -> {
            var file = openFiles.get(part.usci());
            return file == null
                    ? null
                    : new LeftOut(part.row(), part.usci(), LeftOut.IN_OPEN_FILE, List.of(part.usci(), file));
        });
    }

    private interface Check {
        @Nullable
        LeftOut whyNot(Part part);
    }

    private BranchList without(Check check) {
        var good = new ArrayList<Part>();
        var out = new ArrayList<>(leftOut);
        for (var part : parts) {
            var why = check.whyNot(part);
            if (why == null) {
                good.add(part);
            } else {
                out.add(why);
            }
        }
        return new BranchList(good, out);
    }

    /** Names each branch that does not take part as a fault of the request. */
    void complain(FieldErrors errors) {
        for (var one : leftOut) {
            errors.add(
                    "branches[" + one.row() + "].usci", one.reason(), one.args().toArray());
        }
    }

    List<Subject> subjects(Map<String, Enterprise> known) {
        return parts.stream()
                .map(part -> {
                    var branch = Objects.requireNonNull(known.get(part.usci()));
                    var changes = part.named().changes();
                    return new Subject(
                            branch.usci(),
                            branch.name(),
                            branch.regionCode(),
                            changes == null ? null : changes.toMap(),
                            changes == null ? null : differences(part, branch));
                })
                .toList();
    }

    private static List<Difference> differences(Part part, Enterprise branch) {
        var changes = part.named().changes();
        if (changes == null) {
            return List.of();
        }
        var registered = new LinkedHashMap<String, @Nullable String>();
        registered.put("name", branch.name());
        registered.put("address", branch.details().address());
        registered.put("businessScope", branch.details().businessScope());
        registered.put("personInCharge", branch.details().representative());
        return changes.toMap().entrySet().stream()
                .map(change -> new Difference(change.getKey(), registered.get(change.getKey()), change.getValue()))
                .toList();
    }
}
