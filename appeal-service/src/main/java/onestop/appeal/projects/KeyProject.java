package onestop.appeal.projects;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One key project.
 *
 * @param listNumber its number on the list that makes it a key project
 * @param helper the officer named for it, by the subject of the token
 * @param usci null as long as those that plan to invest have no enterprise yet
 */
record KeyProject(
        UUID id,
        String listNumber,
        String name,
        Level level,
        String unit,
        String helper,
        @Nullable String usci,
        @Nullable Long investmentYuan,
        Stage stage,
        State state,
        @Nullable String reason,
        LocalDate listedOn,
        long version) {
    enum Level {
        PROVINCE,
        CITY,
        COUNTY
    }

    /** 立项, 用地规划, 施工许可, 建设, 竣工验收, 投产: in this order. */
    enum Stage {
        INITIATION,
        LAND_AND_PLANNING,
        BUILDING_PERMIT,
        CONSTRUCTION,
        ACCEPTANCE,
        OPERATION
    }

    enum State {
        ACTIVE,
        DONE,
        DROPPED
    }

    /** What others are told when it is another one than before. */
    enum Change {
        STAGE,
        HELPER,
        ENTERPRISE,
        STATE
    }

    /** In what it differs from what it was; empty when something was only noted about it. */
    Set<Change> changedFrom(KeyProject before) {
        var changed = EnumSet.noneOf(Change.class);
        if (stage != before.stage) {
            changed.add(Change.STAGE);
        }
        if (!helper.equals(before.helper)) {
            changed.add(Change.HELPER);
        }
        if (!Objects.equals(usci, before.usci)) {
            changed.add(Change.ENTERPRISE);
        }
        if (state != before.state) {
            changed.add(Change.STATE);
        }
        return changed;
    }

    /** To the next stage or a later one, never back; OPERATION ends the project. */
    Decision<KeyProject> advance(Stage to) {
        if (state != State.ACTIVE) {
            return over();
        }
        return to.compareTo(stage) <= 0
                ? Refusal.conflict("stage-passed", stage).declines()
                : new Done<>(with(helper, to, to == Stage.OPERATION ? State.DONE : state, null));
    }

    Decision<KeyProject> nameHelper(String officer) {
        return state == State.ACTIVE ? new Done<>(with(officer, stage, state, null)) : over();
    }

    /** Once: what was told in confidence is open to the enterprise, so it does not become another one. */
    Decision<KeyProject> nameEnterprise(String named) {
        if (state == State.DROPPED) {
            return over();
        }
        if (usci != null) {
            return usci.equals(named)
                    ? new Done<>(this)
                    : Refusal.conflict("enterprise-named", usci).declines();
        }
        return new Done<>(new KeyProject(
                id,
                listNumber,
                name,
                level,
                unit,
                helper,
                named,
                investmentYuan,
                stage,
                state,
                reason,
                listedOn,
                version + 1));
    }

    Decision<KeyProject> drop(String why) {
        return state == State.ACTIVE ? new Done<>(with(helper, stage, State.DROPPED, why)) : over();
    }

    /** New milestones, blocked points, appeals: what is noted while the project runs. */
    Decision<KeyProject> note() {
        return state == State.ACTIVE ? new Done<>(with(helper, stage, state, null)) : over();
    }

    /** What was still open comes to its end: in a project that is in operation, too, as the last paper may follow the last stage. */
    Decision<KeyProject> settle() {
        return state == State.DROPPED ? over() : new Done<>(with(helper, stage, state, null));
    }

    private Decision<KeyProject> over() {
        return Refusal.conflict("project-over", state).declines();
    }

    private KeyProject with(String officer, Stage at, State next, @Nullable String why) {
        return new KeyProject(
                id, listNumber, name, level, unit, officer, usci, investmentYuan, at, next, why, listedOn, version + 1);
    }
}
