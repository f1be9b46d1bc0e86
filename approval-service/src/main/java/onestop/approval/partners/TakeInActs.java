package onestop.approval.partners;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import onestop.approval.cases.ActAsTold;
import onestop.approval.cases.ActAsTold.Answer;
import onestop.approval.cases.ToldAct;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.lights.ReplyToLight;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does what a partner told, once for each reference. Of the same told twice at once the second waits for the first and gets its answer; an
 * answer that declined is kept as well, so another try needs another reference.
 */
@Service
class TakeInActs {
    private static final JsonMapper CONTENT = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final ActAsTold act;
    private final ReplyToLight lights;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    TakeInActs(ActAsTold act, ReplyToLight lights, JdbcClient jdbc, InstantSource clock) {
        this.act = act;
        this.lights = lights;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param entry in the order of which acts were taken in
     * @param repeated whether this reference was told before
     * @param sameAct whether it told the same then
     */
    record Taken(long entry, Answer answer, boolean repeated, boolean sameAct, Instant at) {}

    private record Known(
            long entry,
            String caseNumber,
            String kind,
            @Nullable String content,
            Answer answer) {
        /** What was taken in before contents were kept is known by its case and kind. */
        boolean tells(ToldAct told, String toldContent) {
            return content == null
                    ? caseNumber.equals(told.caseNumber())
                            && kind.equals(told.kind().name())
                    : content.equals(toldContent);
        }
    }

    @Transactional
    public Taken take(String reference, ToldAct told) {
        var now = clock.instant();
        var content = content(told);
        var entry = enter(reference, told, content, now);
        if (entry.isEmpty()) {
            var known = known(told.unit(), reference);
            return new Taken(known.entry(), known.answer(), true, known.tells(told, content), now);
        }
        var answer = told.kind() == ToldAct.Kind.ANSWER_LIGHT ? answerLight(told) : act.act(told);
        keep(entry.get(), answer);
        return new Taken(entry.get(), answer, false, true, now);
    }

    /** The case stays as it is, so nothing is said of it. */
    private Answer answerLight(ToldAct told) {
        var light = Long.parseLong(Objects.requireNonNull(told.beside().light()));
        var reason = Objects.requireNonNull(told.text());
        return lights.answerAsTold(light, told.caseNumber(), told.unit(), told.officer(), reason)
                .map(why -> new Answer(false, null, null, String.valueOf(why.getType()), why.getDetail()))
                .orElse(new Answer(true, null, null, null, null));
    }

    /** SHA-256 of all that was told; what says nothing leaves no trace, so fields that come later change no digest. */
    private static String content(ToldAct told) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(CONTENT.writeValueAsBytes(told)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Optional<Long> enter(String reference, ToldAct told, String content, Instant at) {
        return jdbc.sql("""
                INSERT INTO partner_act (unit, reference, case_number, act, officer, content_sha256, told_at)
                VALUES (:unit, :reference, :caseNumber, :act, :officer, :content, :at)
                    ON CONFLICT (unit, reference) DO NOTHING
                RETURNING entry
                """)
                .param("unit", told.unit())
                .param("reference", reference)
                .param("caseNumber", told.caseNumber())
                .param("act", told.kind().name())
                .param("officer", told.officer())
                .param("content", content)
                .param("at", OfficeTime.at(at))
                .query(Long.class)
                .optional();
    }

    private void keep(long entry, Answer answer) {
        jdbc.sql("""
                UPDATE partner_act
                   SET done = :done, status = :status, version = :version, problem = :problem, detail = :detail
                 WHERE entry = :entry
                """)
                .param("entry", entry)
                .param("done", answer.done())
                .param("status", answer.status())
                .param("version", answer.version())
                .param("problem", answer.problem())
                .param("detail", answer.detail())
                .update();
    }

    private Known known(String unit, String reference) {
        return jdbc.sql("""
                SELECT entry, case_number, act, content_sha256, done, status, version, problem, detail
                  FROM partner_act
                 WHERE unit = :unit AND reference = :reference
                """)
                .param("unit", unit)
                .param("reference", reference)
                .query((row, _) -> {
                    @Nullable Long version = row.getObject("version", Long.class);
                    return new Known(
                            row.getLong("entry"),
                            row.getString("case_number"),
                            row.getString("act"),
                            row.getString("content_sha256"),
                            new Answer(
                                    row.getBoolean("done"),
                                    row.getString("status"),
                                    version,
                                    row.getString("problem"),
                                    row.getString("detail")));
                })
                .single();
    }
}
