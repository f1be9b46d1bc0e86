package onestop.intake.mobile;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.application.LateEntries;
import onestop.intake.consultation.TakeQuestion;
import onestop.intake.consultation.TakeQuestion.QuestionBody;
import onestop.intake.input.FieldErrors;
import onestop.intake.input.Rows;
import onestop.intake.mobile.Operations.Effect;
import onestop.intake.mobile.Operations.Kind;
import onestop.intake.mobile.Stop.Served;
import onestop.web.Caller;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Enters what was done at a stop without network. Each operation is a transaction of its own that begins with taking
 * its id: whatever is sent again, by whomever and at the same moment, finds the id taken and gets the answer of the one
 * that was first. An operation that was refused left nothing, not even its id, and can be put right and sent again.
 */
@Service
class Synchronise {
    /** Hand-ins go before acceptances of the same moment. */
    private static final Comparator<Numbered> IN_THE_ORDER_OF_TRUTH = Comparator.comparing(
                    (Numbered one) -> one.body().at())
            .thenComparing(one -> one.body().kind());

    private static final String CHANNEL = "MOBILE_VEHICLE";

    private final Stops stops;
    private final Operations operations;
    private final LateEntries files;
    private final TakeQuestion questions;
    private final Rows rows;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final JsonMapper canonical;
    private final Duration oldest;

    Synchronise(
            Stops stops,
            Operations operations,
            LateEntries files,
            TakeQuestion questions,
            Rows rows,
            TransactionTemplate transaction,
            InstantSource clock,
            JsonMapper json,
            @Value("${onestop.intake.mobile.oldest-entry}") Duration oldest) {
        this.stops = stops;
        this.operations = operations;
        this.files = files;
        this.questions = questions;
        this.rows = rows;
        this.transaction = transaction;
        this.clock = clock;
        this.canonical = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
        this.oldest = oldest;
    }

    /**
     * One thing that was done.
     *
     * @param at when it was done
     * @param number of a hand-in: the one that was taken along, as it reads for one case
     * @param queryCode of a hand-in: the one that came with the number
     * @param receiptNumber of an acceptance: the number on the receipt
     */
    record OperationBody(
            @NotNull UUID id,
            @NotNull Kind kind,
            @NotNull Instant at,
            @Size(max = 40) @Nullable String number,
            @Size(max = 40) @Nullable String queryCode,
            @Size(max = 40) @Nullable String receiptNumber,
            @Nullable JsonNode application,
            @Nullable JsonNode acceptance,
            @Nullable JsonNode consultation) {}

    enum Outcome {
        /** Entered now. */
        DONE,
        /** Was entered before; the answer is that of then. */
        REPEATED,
        /** Refused; nothing was changed. */
        DECLINED,
        /** What it builds on has not been entered yet: send it again later. */
        WAITING
    }

    record Result(
            int position,
            @Nullable UUID id,
            Outcome outcome,
            @Nullable String receiptNumber,
            @Nullable String fileStatus,
            @Nullable Long fileVersion,
            @Nullable String consultationNumber,
            @Nullable ProblemDetail problem) {

        static Result of(int position, UUID id, Outcome outcome, Effect effect) {
            return new Result(
                    position,
                    id,
                    outcome,
                    effect.receiptNumber(),
                    effect.fileStatus(),
                    effect.fileVersion(),
                    effect.consultationNumber(),
                    null);
        }

        static Result refused(int position, @Nullable UUID id, ProblemDetail why) {
            boolean waits = "/problems/hand-in-not-entered".equals(String.valueOf(why.getType()));
            return new Result(position, id, waits ? Outcome.WAITING : Outcome.DECLINED, null, null, null, null, why);
        }
    }

    private record Numbered(int position, OperationBody body, byte[] fingerprint) {}

    private record Entry(Outcome outcome, Effect effect) {}

    /** Carries a refusal out of the transaction, which is undone. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ProblemDetail why;

        RefusedException(ProblemDetail why) {
            super("refused", null, false, false);
            this.why = why;
        }
    }

    /** Enters all that can be entered, in the order in which it was done; answers in the order in which it was sent. */
    List<Result> enter(Caller caller, UUID stop, String device, List<JsonNode> sent) {
        var results = new Result[sent.size()];
        var readable = new ArrayList<Numbered>();
        for (int i = 0; i < sent.size(); i++) {
            var row = sent.get(i);
            switch (rows.attempt(() -> rows.read(row, OperationBody.class))) {
                case Rows.Outcome.Done(var body) -> readable.add(new Numbered(i, body, fingerprint(row)));
                case Rows.Outcome.Refused(var why) -> results[i] = Result.refused(i, null, why);
            }
        }
        readable.sort(IN_THE_ORDER_OF_TRUTH);
        for (var one : readable) {
            results[one.position()] = enter(caller, stop, device, one);
        }
        return List.copyOf(Arrays.asList(results));
    }

    private Result enter(Caller caller, UUID stop, String device, Numbered one) {
        var id = one.body().id();
        try {
            return switch (rows.attempt(() -> transaction.execute(_ -> enterOnce(caller, stop, device, one)))) {
                case Rows.Outcome.Done(Entry(var outcome, var effect)) ->
                    Result.of(one.position(), id, outcome, effect);
                case Rows.Outcome.Refused(var why) -> Result.refused(one.position(), id, why);
            };
        } catch (RefusedException e) {
            return Result.refused(one.position(), id, e.why);
        }
    }

    private Entry enterOnce(Caller caller, UUID stopId, String device, Numbered one) {
        var body = one.body();
        var now = clock.instant();
        var at = body.at().truncatedTo(ChronoUnit.MICROS);
        var stop = stops.hold(stopId).orElseThrow();
        var before = operations.find(body.id());
        if (before.isPresent()) {
            return repeated(before.get(), one.fingerprint());
        }
        checkTime(stop, at, now);
        if (!operations.claim(body.id(), stopId, body.kind(), at, one.fingerprint(), device, caller.subject(), now)) {
            return repeated(operations.find(body.id()).orElseThrow(), one.fingerprint());
        }
        var effect = switch (body.kind()) {
            case HAND_IN -> handIn(caller, stop, body, at);
            case ACCEPTANCE -> accept(caller, stop, body, at);
            case CONSULTATION -> consult(caller, stop, body, at);
        };
        operations.complete(body.id(), effect);
        return new Entry(Outcome.DONE, effect);
    }

    private static Entry repeated(Operations.Entered before, byte[] fingerprint) {
        if (!MessageDigest.isEqual(before.fingerprint(), fingerprint)) {
            throw new ProblemException(HttpStatus.CONFLICT, "operation-id-reused");
        }
        return new Entry(Outcome.REPEATED, before.effect());
    }

    private void checkTime(Stop stop, Instant at, Instant now) {
        var errors = new FieldErrors();
        switch (stop.served(now)) {
            case Served.Never(var why) -> throw StopProblems.of(why);
            case Served.Between(var from, var until) -> {
                if (at.isAfter(now)) {
                    errors.add("at", "in-the-future", now);
                } else if (at.isBefore(now.minus(oldest))) {
                    errors.add("at", "too-long-ago", oldest.toDays());
                } else if (at.isBefore(from) || at.isAfter(until)) {
                    errors.add("at", "outside-the-stop", from, until);
                }
            }
        }
        errors.throwIfAny();
    }

    private Effect handIn(Caller caller, Stop stop, OperationBody body, Instant at) {
        var errors = new FieldErrors();
        var number = given(body.number(), "number", errors);
        var queryCode = given(body.queryCode(), "queryCode", errors);
        var application = given(body.application(), "application", errors);
        errors.throwIfAny();
        var taken = operations
                .use(number.orElseThrow(), stop.id(), body.id())
                .orElseThrow(() ->
                        new ProblemException(HttpStatus.CONFLICT, "number-not-taken-along", number.orElseThrow()));
        if (!files.goTogether(taken.numbers().single(), queryCode.orElseThrow(), taken.codeHash())) {
            errors.add("queryCode", "not-of-this-number");
            errors.throwIfAny();
        }
        return rows.within(
                "application",
                () -> effect(files.handIn(
                        caller, withChannel(application.orElseThrow()), taken.numbers(), queryCode.orElseThrow(), at)));
    }

    private Effect accept(Caller caller, Stop stop, OperationBody body, Instant at) {
        if (!caller.is(Role.WINDOW)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "role-not-allowed");
        }
        var errors = new FieldErrors();
        var receiptNumber = given(body.receiptNumber(), "receiptNumber", errors);
        var acceptance = given(body.acceptance(), "acceptance", errors);
        errors.throwIfAny();
        var handedIn = operations
                .handedIn(stop.id(), receiptNumber.orElseThrow())
                .orElseThrow(() ->
                        new ProblemException(HttpStatus.CONFLICT, "hand-in-not-entered", receiptNumber.orElseThrow()));
        if (at.isBefore(handedIn)) {
            errors.add("at", "before-hand-in", handedIn);
        }
        var window = acceptance.orElseThrow().path("windowCode");
        if (window.isString() && !stop.plan().windowCodes().contains(window.asString())) {
            errors.add(
                    "acceptance.windowCode", "window-not-on-board", stop.plan().windowCodes());
        }
        errors.throwIfAny();
        return rows.within(
                "acceptance",
                () -> effect(files.accept(caller, receiptNumber.orElseThrow(), acceptance.orElseThrow(), at)));
    }

    private Effect consult(Caller caller, Stop stop, OperationBody body, Instant at) {
        var errors = new FieldErrors();
        var consultation = given(body.consultation(), "consultation", errors);
        errors.throwIfAny();
        return rows.within("consultation", () -> {
            var question = rows.read(withChannel(consultation.orElseThrow()), QuestionBody.class);
            var taken = questions.onTheVehicle(
                    caller, question, stop.id(), stop.plan().regionCode(), at);
            return new Effect(null, null, null, taken.number());
        });
    }

    private static <T> Optional<T> given(@Nullable T value, String field, FieldErrors errors) {
        if (value == null) {
            errors.add(field, "required");
        }
        return Optional.ofNullable(value);
    }

    /** There is one way in at a stop, so nobody has to say it. */
    private static JsonNode withChannel(JsonNode row) {
        return row instanceof ObjectNode object ? object.deepCopy().put("channel", CHANNEL) : row;
    }

    private static Effect effect(LateEntries.Outcome outcome) {
        return switch (outcome) {
            case LateEntries.Outcome.Entered(var number, var status, var version, var _) ->
                new Effect(number, status, version, null);
            case LateEntries.Outcome.Refused(var why) -> throw new RefusedException(why);
        };
    }

    /** Equal for equal rows, however their members are ordered. */
    private byte[] fingerprint(JsonNode row) {
        var ordered = canonical.writeValueAsBytes(canonical.convertValue(row, Map.class));
        try {
            return MessageDigest.getInstance("SHA-256").digest(ordered);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
