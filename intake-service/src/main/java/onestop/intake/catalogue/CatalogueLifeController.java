package onestop.intake.catalogue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import onestop.intake.catalogue.CatalogueDocument.ItemEntry;
import onestop.intake.catalogue.CatalogueDocument.MaterialEntry;
import onestop.intake.catalogue.CatalogueDocument.PackageEntry;
import onestop.intake.catalogue.CatalogueDocument.UnitEntry;
import onestop.intake.catalogue.CatalogueDrafts.Draft;
import onestop.intake.catalogue.CatalogueDrafts.State;
import onestop.intake.catalogue.CatalogueEntries.EntryId;
import onestop.intake.catalogue.CatalogueEntries.Kind;
import onestop.intake.catalogue.CatalogueEntries.Status;
import onestop.intake.catalogue.CatalogueEntries.VersionLine;
import onestop.intake.catalogue.GuideCompleteness.Missing;
import onestop.intake.catalogue.LifeOfEntries.Reply;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.FieldProblem;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Drafts, their check and publication, withdrawal, and the versions there were. Those who keep the catalogue (OPS) do all of
 * it, but never both hands of one entry: who drafted does not check or publish. Auditors look on and change nothing, so that
 * they can audit it.
 */
@RestController
@RequestMapping("/api/intake/catalogue")
class CatalogueLifeController {
    private final LifeOfEntries life;
    private final CatalogueEntries entries;
    private final CatalogueDrafts drafts;
    private final Catalogues catalogues;
    private final Problems problems;
    private final InstantSource clock;

    CatalogueLifeController(
            LifeOfEntries life,
            CatalogueEntries entries,
            CatalogueDrafts drafts,
            Catalogues catalogues,
            Problems problems,
            InstantSource clock) {
        this.life = life;
        this.entries = entries;
        this.drafts = drafts;
        this.catalogues = catalogues;
        this.problems = problems;
        this.clock = clock;
    }

    /** The entry under the name of its kind. */
    record DraftBody(
            @Nullable UnitEntry unit,
            @Nullable MaterialEntry material,
            @Nullable ItemEntry item,
            @Nullable PackageEntry pack) {

        static DraftBody of(Object entry) {
            return new DraftBody(
                    entry instanceof UnitEntry unit ? unit : null,
                    entry instanceof MaterialEntry material ? material : null,
                    entry instanceof ItemEntry item ? item : null,
                    entry instanceof PackageEntry pack ? pack : null);
        }

        /** The one entry in it, which has to be the one the path names. */
        Object entry(EntryId id) {
            var given = Stream.of(unit, material, item, pack)
                    .filter(Objects::nonNull)
                    .toList();
            var name = id.kind() == Kind.PACKAGE ? "pack" : id.kind().name().toLowerCase(Locale.ROOT);
            if (given.size() != 1 || CatalogueCheck.id(given.getFirst()).kind() != id.kind()) {
                throw new InvalidFieldException(name, "only-this-entry", name);
            }
            if (!CatalogueCheck.id(given.getFirst()).equals(id)) {
                throw new InvalidFieldException(
                        name + (id.kind() == Kind.ITEM || id.kind() == Kind.PACKAGE ? ".code" : ".key"),
                        "key-of-the-path",
                        id.key());
            }
            return given.getFirst();
        }
    }

    /**
     * @param errors what is wrong with it if it were checked now
     * @param missing elements of the guide that are not told yet
     */
    record DraftView(
            Kind kind,
            String key,
            State state,
            DraftBody entry,
            List<String> editedBy,
            @Nullable String checkedBy,
            Instant changedAt,
            List<FieldProblem> errors,
            List<Missing> missing) {}

    record DraftLine(
            Kind kind,
            String key,
            State state,
            List<String> editedBy,
            @Nullable String checkedBy,
            Instant changedAt) {

        static DraftLine of(Draft draft) {
            return new DraftLine(
                    draft.id().kind(),
                    draft.id().key(),
                    draft.state(),
                    draft.editedBy(),
                    draft.checkedBy(),
                    draft.changedAt());
        }
    }

    record PublicationBody(@Nullable Instant effectiveFrom) {}

    record WithdrawalBody(@NotBlank @Size(max = 500) String reason) {}

    @Allowed({Role.OPS, Role.AUDITOR})
    @GetMapping("/drafts")
    Page<DraftLine> drafts(
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 2);
        return Page.of(
                drafts.list(state, kindOf(place), keyOf(place), limit.plusOne()).stream()
                        .map(DraftLine::of)
                        .toList(),
                limit,
                line -> Cursor.of(line.kind().name(), line.key()));
    }

    @Allowed({Role.OPS, Role.AUDITOR})
    @GetMapping("/drafts/{kind}/{key}")
    ResponseEntity<?> draft(@PathVariable Kind kind, @PathVariable String key) {
        var id = new EntryId(kind, key);
        return drafts.find(id)
                .<ResponseEntity<?>>map(draft -> shown(draft, HttpStatus.OK))
                .orElseGet(() -> declined(Declined.because(Declined.Why.NO_SUCH_DRAFT, kind, key)));
    }

    /** Without {@code If-Match} begins a draft, with it changes the one that has this tag. */
    @Allowed(Role.OPS)
    @MaxBody("512KB")
    @PutMapping("/drafts/{kind}/{key}")
    ResponseEntity<?> save(
            @PathVariable Kind kind,
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DraftBody body,
            Caller caller) {
        var id = new EntryId(kind, key);
        var entry = body.entry(id);
        return ifMatch == null
                ? answer(life.begin(id, entry, caller.subject()), draft -> shown(draft, HttpStatus.CREATED))
                : answer(
                        life.edit(id, Versions.required(ifMatch), entry, caller.subject()),
                        draft -> shown(draft, HttpStatus.OK));
    }

    @Allowed(Role.OPS)
    @DeleteMapping("/drafts/{kind}/{key}")
    ResponseEntity<?> discard(
            @PathVariable Kind kind,
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return answer(
                life.discard(new EntryId(kind, key), Versions.required(ifMatch)),
                _ -> ResponseEntity.noContent().build());
    }

    @Allowed(Role.OPS)
    @PutMapping("/drafts/{kind}/{key}/check")
    ResponseEntity<?> check(
            @PathVariable Kind kind,
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return answer(
                life.check(new EntryId(kind, key), Versions.required(ifMatch), caller.subject()),
                draft -> shown(draft, HttpStatus.OK));
    }

    @Allowed(Role.OPS)
    @PutMapping("/drafts/{kind}/{key}/publication")
    ResponseEntity<?> publish(
            @PathVariable Kind kind,
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody PublicationBody body,
            Caller caller) {
        return answer(
                life.publish(
                        new EntryId(kind, key), Versions.required(ifMatch), caller.subject(), body.effectiveFrom()),
                ResponseEntity::ok);
    }

    /** 暂停: no new applications until it is resumed. */
    @Allowed(Role.OPS)
    @PutMapping("/entries/{kind}/{key}/suspension")
    ResponseEntity<?> suspend(
            @PathVariable Kind kind, @PathVariable String key, @Valid @RequestBody WithdrawalBody body, Caller caller) {
        return answer(
                life.withdraw(new EntryId(kind, key), Status.SUSPENDED, body.reason(), caller.subject()),
                ResponseEntity::ok);
    }

    /** 取消. */
    @Allowed(Role.OPS)
    @PutMapping("/entries/{kind}/{key}/cancellation")
    ResponseEntity<?> cancel(
            @PathVariable Kind kind, @PathVariable String key, @Valid @RequestBody WithdrawalBody body, Caller caller) {
        return answer(
                life.withdraw(new EntryId(kind, key), Status.CANCELLED, body.reason(), caller.subject()),
                ResponseEntity::ok);
    }

    @Allowed(Role.OPS)
    @PutMapping("/entries/{kind}/{key}/resumption")
    ResponseEntity<?> resume(@PathVariable Kind kind, @PathVariable String key, Caller caller) {
        return answer(life.resume(new EntryId(kind, key), caller.subject()), ResponseEntity::ok);
    }

    /** What was, is or will be in force at a moment; now, if none is named. */
    @Open
    @GetMapping("/entries")
    Page<VersionLine> inForce(
            @RequestParam(required = false) @Nullable Instant inForceAt,
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 2);
        return Page.of(
                entries.linesInForceAt(
                        inForceAt == null ? clock.instant() : inForceAt,
                        kind,
                        kindOf(place),
                        keyOf(place),
                        limit.plusOne()),
                limit,
                line -> Cursor.of(line.kind().name(), line.key()));
    }

    /** The versions of an entry, the newest, which may be still to come, first. */
    @Open
    @GetMapping("/entries/{kind}/{key}/versions")
    ResponseEntity<?> versions(
            @PathVariable Kind kind,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 1);
        var lines = entries.versions(
                new EntryId(kind, key),
                place.isEmpty() ? Long.MAX_VALUE : Cursor.number(place.getFirst()),
                limit.plusOne());
        return lines.isEmpty() && place.isEmpty()
                ? declined(Declined.because(Declined.Why.NO_SUCH_ENTRY, kind, key))
                : ResponseEntity.ok(Page.of(lines, limit, line -> Cursor.of(String.valueOf(line.version()))));
    }

    private static String kindOf(List<String> place) {
        return place.isEmpty() ? "" : place.getFirst();
    }

    private static String keyOf(List<String> place) {
        return place.isEmpty() ? "" : place.getLast();
    }

    private ResponseEntity<?> shown(Draft draft, HttpStatus status) {
        var findings = life.findings(draft, catalogues.current());
        return ResponseEntity.status(status)
                .eTag(Versions.etag(draft.revision()))
                .body(new DraftView(
                        draft.id().kind(),
                        draft.id().key(),
                        draft.state(),
                        DraftBody.of(draft.body()),
                        draft.editedBy(),
                        draft.checkedBy(),
                        draft.changedAt(),
                        findings.found().told(problems),
                        findings.missing()));
    }

    private interface Answer<T> {
        ResponseEntity<?> of(T result);
    }

    private <T> ResponseEntity<?> answer(Reply<T> reply, Answer<T> answer) {
        return switch (reply) {
            case Reply.Done<T>(var result) -> answer.of(result);
            case Reply.Not<T>(var declined) -> declined(declined);
        };
    }

    private ResponseEntity<?> declined(Declined declined) {
        return problems.reply(
                declined.why().status(), declined.why().slug(), declined.args().toArray());
    }
}
