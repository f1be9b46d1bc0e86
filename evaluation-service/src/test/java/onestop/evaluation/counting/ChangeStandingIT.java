package onestop.evaluation.counting;

import static onestop.evaluation.Hall.Steps.bad;
import static onestop.evaluation.Hall.Steps.good;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@WholeService
class ChangeStandingIT {
    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    ChangeStanding standings;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    private String unit = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
    }

    @Test
    void aSuspectRatingIsKeptButNotCountedUntilItIsCleared() {
        rate(good(steps.invitation(unit)));
        var suspect = rate(bad(steps.invitation(unit), false));
        assertThat(shares("badRate")).isEqualTo("1/2");

        assertThat(move(suspect, Standing.SUSPECT, "SAME_DEVICE")).containsExactly(suspect);

        assertThat(shares("badRate")).isEqualTo("0/1");
        assertThat(shares("coverageRate")).isEqualTo("1/2");
        assertThat(steps.get("/api/evaluation/ratings/" + suspect, Hall.SUPERVISOR))
                .hasStatus(200);
        assertReconciled();

        assertThat(move(suspect, Standing.COUNTED, "CLEARED")).containsExactly(suspect);

        assertThat(shares("badRate")).isEqualTo("1/2");
        assertThat(shares("coverageRate")).isEqualTo("2/2");
        assertReconciled();
    }

    @ParameterizedTest
    @CsvSource({"COUNTED", "SUSPECT", "INVALIDATED"})
    void anInvalidRatingStaysInvalid(Standing to) {
        var rating = rate(bad(steps.invitation(unit), false));
        move(rating, Standing.INVALIDATED, "OBJECTION_UPHELD");

        assertThat(move(rating, to, "SECOND_THOUGHTS")).isEmpty();

        assertThat(shares("badRate")).isEqualTo("0/0");
        assertThat(history(rating)).containsExactly("COUNTED INVALIDATED OBJECTION_UPHELD supervisor");
    }

    @Test
    void whatCannotBeMovedIsLeftAloneAndTheRestMoves() {
        var invalid = rate(bad(steps.invitation(unit), false));
        move(invalid, Standing.INVALIDATED, "MALICIOUS");
        var counted = rate(good(steps.invitation(unit)));

        var moved = transaction.execute(_ -> standings.move(
                List.of(invalid, counted, UUID.randomUUID()), Standing.SUSPECT, "SAME_DEVICE", null, clock.instant()));

        assertThat(moved).containsExactly(counted);
        assertReconciled();
    }

    @Test
    void ofManyWhoMoveARatingAtOnceOneDoes() throws Exception {
        var rating = rate(bad(steps.invitation(unit), false));

        var moved = atOnce(16, () -> move(rating, Standing.INVALIDATED, "OBJECTION_UPHELD"));

        assertThat(moved).filteredOn(ids -> !ids.isEmpty()).hasSize(1);
        assertThat(history(rating)).hasSize(1);
        assertThat(shares("badRate")).isEqualTo("0/0");
        assertReconciled();
    }

    @Test
    void talliesAgreeWhileRatingsAreGivenAndMovedAtOnce() throws Exception {
        var random = new Random(11);
        var ratings = new ArrayList<UUID>();
        for (int i = 0; i < 12; i++) {
            ratings.add(rate(good(steps.invitation(unit))));
        }

        atOnce(48, () -> switch (random.nextInt(3)) {
            case 0 -> List.of(rate(good(steps.invitation(unit))));
            case 1 -> move(ratings, Standing.SUSPECT, "SAME_DEVICE");
            default -> move(ratings, Standing.COUNTED, "CLEARED");
        });

        assertReconciled();
    }

    @Test
    void aChangeIsToldBehindTheGivingUnderTheSameKey() {
        var receipt = newReceipt();
        steps.tell("invitations", steps.acceptedEvent(receipt, unit, steps.today()));
        var rating = rate(bad(steps.invitationOf(receipt, 1), false));

        move(rating, Standing.INVALIDATED, "OBJECTION_UPHELD");

        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .hasSize(3));
        var told = events.list("onestop.evaluation.rating", receipt).getLast();
        assertThat(told.type()).isEqualTo("onestop.evaluation.rating.standing-changed.v1");
        assertThat(told.sequence()).isEqualTo(3);
        Contracts.assertEvent(told.type(), told.text());
    }

    @Test
    void theHistoryIsNeverChanged() {
        var rating = rate(good(steps.invitation(unit)));
        move(rating, Standing.SUSPECT, "SAME_DEVICE");

        assertThatThrownBy(() -> jdbc.sql("DELETE FROM rating_standing_change WHERE rating_id = ?")
                        .param(rating)
                        .update())
                .hasMessageContaining("never changed");
    }

    private UUID rate(Map<String, Object> rating) {
        return UUID.fromString(
                json(steps.ratePatiently(rating)).path("ratingId").asString());
    }

    private List<UUID> move(UUID rating, Standing to, String reason) {
        return move(List.of(rating), to, reason);
    }

    private List<UUID> move(List<UUID> ratings, Standing to, String reason) {
        return transaction.execute(_ -> standings.move(ratings, to, reason, "supervisor", clock.instant()));
    }

    private List<String> history(UUID rating) {
        return jdbc.sql("""
                SELECT concat_ws(' ', from_standing, to_standing, reason, changed_by)
                  FROM rating_standing_change WHERE rating_id = ? ORDER BY version
                """)
                .param(rating)
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private String shares(String name) {
        var share = json(steps.get("/api/evaluation/indicators?unit=" + unit, Hall.SUPERVISOR))
                .path(name);
        return share.path("numerator").asInt() + "/" + share.path("denominator").asInt();
    }

    private void assertReconciled() {
        assertThat(reconciliation.differences(LocalDate.parse("2000-01-01"), LocalDate.parse("2100-01-01"), 10))
                .isEmpty();
    }

    private static <T> List<T> atOnce(int times, Callable<T> what) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<T>>();
            for (int i = 0; i < times; i++) {
                calls.add(what);
            }
            var results = new ArrayList<T>();
            for (var done : threads.invokeAll(calls)) {
                results.add(done.get());
            }
            return results;
        }
    }
}
