package onestop.intake.enterprise;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import onestop.intake.enterprise.RegisterEnterprises.Effect;
import onestop.intake.input.FieldErrors;
import onestop.intake.region.Town;
import onestop.intake.sheet.Column;
import onestop.intake.sheet.SheetLimits;
import onestop.intake.sheet.SheetReader;
import onestop.intake.sheet.SheetRow;
import onestop.intake.sheet.Table;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.FieldProblem;
import onestop.web.MaxBody;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes in the branches of an enterprise from a sheet. Sent again it changes nothing, so whoever does not know whether
 * it arrived sends it again.
 */
@RestController
class BranchSheetController {
    private static final int MOST_ROWS = 1_000;
    private static final Table BRANCHES = Table.of(
            Column.required("usci", "统一社会信用代码"),
            Column.required("name", "名称"),
            Column.required("regionCode", "所属镇街"),
            Column.optional("address", "地址"),
            Column.optional("personInCharge", "负责人"),
            Column.optional("phone", "负责人电话"),
            Column.optional("parentUsci", "总公司统一社会信用代码"));

    private final Enterprises enterprises;
    private final RegisterEnterprises register;
    private final Representation representation;
    private final Problems problems;

    BranchSheetController(
            Enterprises enterprises, RegisterEnterprises register, Representation representation, Problems problems) {
        this.enterprises = enterprises;
        this.register = register;
        this.representation = representation;
        this.problems = problems;
    }

    /** Which rows are stored. */
    enum Rows {
        /** All of them, or none if one is refused. */
        ALL,
        /** Those that are not refused. */
        GOOD
    }

    enum RowEffect {
        REGISTERED,
        CHANGED,
        UNCHANGED,
        REFUSED
    }

    /**
     * @param row as the spreadsheet counts
     */
    record RowView(
            int row,
            @Nullable String usci,
            RowEffect effect,
            @Nullable List<FieldProblem> errors) {}

    /**
     * @param stored false if it was only tried
     */
    record SheetReport(boolean stored, int registered, int changed, int unchanged, int refused, List<RowView> rows) {}

    @Allowed({Role.APPLICANT, Role.WINDOW, Role.OPS})
    @MaxBody("10MB")
    @PutMapping(
            path = "/api/intake/enterprises/{usci}/branches/sheet",
            consumes = {
                "text/csv",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/octet-stream"
            })
    ResponseEntity<?> put(
            Caller caller,
            @PathVariable String usci,
            @RequestParam(defaultValue = "ALL") Rows rows,
            @RequestParam(defaultValue = "false") boolean dryRun,
            InputStream file)
            throws IOException {
        var code = usci.strip().toUpperCase(Locale.ROOT);
        var parent =
                representation.mayChange(caller, code) ? enterprises.find(code).orElse(null) : null;
        if (parent == null) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
        }
        if (parent.kind() == EnterpriseKind.BRANCH) {
            return problems.reply(HttpStatus.CONFLICT, "registered-as-branch", code);
        }
        var sheet = read(file, parent);
        var effects = register.registerBranches(
                parent,
                sheet.branches(),
                all -> {
                    sheet.refuseForeign(all);
                    if (rows == Rows.ALL) {
                        sheet.all().throwIfAny();
                    }
                    return !dryRun;
                },
                caller.subject());
        return ResponseEntity.ok(sheet.report(effects, !dryRun, problems));
    }

    private static Sheet read(InputStream file, Enterprise parent) throws IOException {
        var sheet = new Sheet();
        var reader = new BranchReader(parent, new FieldErrors());
        SheetReader.read(file, BRANCHES, SheetLimits.rows(MOST_ROWS), row -> {
            var region = row.text("regionCode");
            var branch = reader.noting(row.errors())
                    .read(
                            row.field(""),
                            row.text("usci"),
                            row.text("name"),
                            Town.find(region).map(Town::code).orElse(region),
                            row.text("address"),
                            row.text("personInCharge"),
                            row.text("phone"));
            var named = row.text("parentUsci");
            if (!named.isEmpty() && !named.toUpperCase(Locale.ROOT).equals(parent.usci())) {
                row.wrong("parentUsci", "another-parent", parent.usci());
            }
            sheet.add(row, branch);
        });
        return sheet;
    }

    /** The rows of a file, and of the sound ones the branches. */
    private static final class Sheet {
        private final List<SheetRow> rows = new ArrayList<>();
        private final List<EnteredBranch> branches = new ArrayList<>();
        private final List<SheetRow> rowsOfBranches = new ArrayList<>();

        void add(SheetRow row, @Nullable EnteredBranch branch) {
            rows.add(row);
            if (branch != null && row.sound()) {
                branches.add(branch);
                rowsOfBranches.add(row);
            }
        }

        List<EnteredBranch> branches() {
            return branches;
        }

        /** Notes with its row each branch that belongs to somebody else. */
        void refuseForeign(List<Effect> effects) {
            for (int i = 0; i < effects.size(); i++) {
                var row = rowsOfBranches.get(i);
                if (effects.get(i) == Effect.NOT_A_BRANCH_OF_THIS && row.sound()) {
                    row.wrong("usci", "not-a-branch-of-this", branches.get(i).usci());
                }
            }
        }

        FieldErrors all() {
            var all = new FieldErrors();
            rows.forEach(row -> all.addAll(row.errors()));
            return all;
        }

        SheetReport report(List<Effect> effects, boolean stored, Problems problems) {
            var effectOf = new HashMap<SheetRow, RowEffect>();
            for (int i = 0; i < effects.size(); i++) {
                effectOf.put(
                        rowsOfBranches.get(i),
                        switch (effects.get(i)) {
                            case REGISTERED -> RowEffect.REGISTERED;
                            case CHANGED -> RowEffect.CHANGED;
                            case UNCHANGED -> RowEffect.UNCHANGED;
                            case NOT_A_BRANCH_OF_THIS -> RowEffect.REFUSED;
                        });
            }
            var views = rows.stream()
                    .map(row -> view(row, effectOf.getOrDefault(row, RowEffect.REFUSED), problems))
                    .toList();
            return new SheetReport(
                    stored,
                    count(views, RowEffect.REGISTERED),
                    count(views, RowEffect.CHANGED),
                    count(views, RowEffect.UNCHANGED),
                    count(views, RowEffect.REFUSED),
                    views);
        }

        private static RowView view(SheetRow row, RowEffect effect, Problems problems) {
            var usci = row.text("usci");
            return new RowView(
                    row.number(),
                    usci.isEmpty() ? null : usci,
                    effect,
                    row.sound() ? null : row.errors().told(problems));
        }

        private static int count(List<RowView> views, RowEffect effect) {
            return (int) views.stream().filter(view -> view.effect() == effect).count();
        }
    }
}
