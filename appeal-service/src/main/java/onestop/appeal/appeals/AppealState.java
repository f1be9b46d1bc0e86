package onestop.appeal.appeals;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.StateName;
import org.jspecify.annotations.Nullable;

/** Where an appeal stands, with what is true there and nowhere else. */
sealed interface AppealState {

    StateName name();

    /** When the state was entered. */
    Instant since();

    /** A state in which a unit is concerned with the appeal. */
    sealed interface WithUnit extends AppealState {
        UnitKey unit();

        Instant dispatchedAt();
    }

    /** A state in which an officer of the unit has signed for the appeal and works on it. */
    sealed interface AtWork extends WithUnit {
        OfficerId officer();
    }

    record Received(Instant since) implements AppealState {
        @Override
        public StateName name() {
            return StateName.RECEIVED;
        }
    }

    /** The office has answered itself; the applicant is being called. */
    record AnsweredDirectly(UnitKey unit, Attempts attempts, Instant since) implements WithUnit {
        @Override
        public StateName name() {
            return StateName.ANSWERED_DIRECTLY;
        }

        @Override
        public Instant dispatchedAt() {
            return since;
        }
    }

    record Dispatched(UnitKey unit, Instant since) implements WithUnit {
        @Override
        public StateName name() {
            return StateName.DISPATCHED;
        }

        @Override
        public Instant dispatchedAt() {
            return since;
        }
    }

    record Signed(UnitKey unit, Instant dispatchedAt, OfficerId officer, Instant since) implements AtWork {
        @Override
        public StateName name() {
            return StateName.SIGNED;
        }
    }

    /** The unit has begun: it has spoken with the applicant, given an opinion or told how far it is. */
    record InProgress(UnitKey unit, Instant dispatchedAt, OfficerId officer, Instant since) implements AtWork {
        @Override
        public StateName name() {
            return StateName.IN_PROGRESS;
        }
    }

    /**
     * The unit has asked for more time; the limit it has runs on.
     *
     * @param open who owes a part, when it leads others and has asked for more time meanwhile
     */
    record ExtensionRequested(
            UnitKey unit, Instant dispatchedAt, OfficerId officer, int days, Set<UnitKey> open, Instant since)
            implements AtWork {
        public ExtensionRequested {
            open = Set.copyOf(open);
        }

        ExtensionRequested without(UnitKey given) {
            var left = new HashSet<>(open);
            left.remove(given);
            return new ExtensionRequested(unit, dispatchedAt, officer, days, left, since);
        }

        @Override
        public StateName name() {
            return StateName.EXTENSION_REQUESTED;
        }
    }

    /** Several units work on it (会办): one leads and answers, the others owe it their parts. */
    record Coordinating(UnitKey unit, Instant dispatchedAt, OfficerId officer, Set<UnitKey> open, Instant since)
            implements AtWork {
        public Coordinating {
            open = Set.copyOf(open);
            if (open.isEmpty()) {
                throw new IllegalArgumentException("nobody owes a part");
            }
        }

        @Override
        public StateName name() {
            return StateName.COORDINATING;
        }
    }

    /** Given back by the unit, which names the one it holds competent. */
    record Returned(UnitKey unit, Instant dispatchedAt, UnitKey proposedUnit, Instant since) implements WithUnit {
        @Override
        public StateName name() {
            return StateName.RETURNED;
        }
    }

    /** Answered; the applicant is being called. After a redo {@code earlier} is what the first call-back brought. */
    record Replied(
            UnitKey unit,
            Instant dispatchedAt,
            Attempts attempts,
            @Nullable CallBack earlier,
            Instant since) implements WithUnit {
        @Override
        public StateName name() {
            return StateName.REPLIED;
        }
    }

    record CalledBack(UnitKey unit, Instant dispatchedAt, CallBack callBack) implements WithUnit {
        @Override
        public StateName name() {
            return StateName.CALLED_BACK;
        }

        @Override
        public Instant since() {
            return callBack.at();
        }
    }

    /** To be answered again; {@code earlier} is absent where the office itself did not accept the answer. */
    record Redo(
            UnitKey unit, Instant dispatchedAt, @Nullable CallBack earlier, Instant since) implements WithUnit {
        @Override
        public StateName name() {
            return StateName.REDO;
        }
    }

    record Closed(
            UnitKey unit,
            Instant dispatchedAt,
            CallBack callBack,
            Outcome outcome,
            @Nullable String reason,
            Instant since)
            implements WithUnit {
        @Override
        public StateName name() {
            return StateName.CLOSED;
        }
    }

    /**
     * Not ours; the applicant is told whose it is.
     *
     * @param unit that had it when that was found
     */
    record Rejected(
            RejectionGround ground,
            String reason,
            String competentBody,
            @Nullable UnitKey unit,
            Instant since) implements AppealState {
        @Override
        public StateName name() {
            return StateName.REJECTED;
        }
    }

    /** Calls nobody answered. */
    record Attempts(int count, @Nullable Instant last) {
        static final Attempts NONE = new Attempts(0, null);

        public Attempts {
            if ((count == 0) != (last == null)) {
                throw new IllegalArgumentException("%d attempts, the last one at %s".formatted(count, last));
            }
        }

        Attempts another(Instant at) {
            return new Attempts(count + 1, at);
        }
    }

    /** How the call-back ended. */
    sealed interface CallBack {
        Instant at();

        /** Whether the answer is accepted: the matter is solved and the applicant satisfied. */
        boolean accepted();
    }

    record Reached(boolean solved, boolean satisfied, Instant at) implements CallBack {
        @Override
        public boolean accepted() {
            return solved && satisfied;
        }
    }

    record Unreached(Instant at) implements CallBack {
        @Override
        public boolean accepted() {
            return false;
        }
    }

    enum Outcome {
        SOLVED,
        /** The demand is not lawful, or was explained. */
        EXPLAINED,
        UNSOLVED,
        UNREACHED
    }

    enum RejectionGround {
        COURT,
        ARBITRATION,
        PETITION,
        OTHER_BODY
    }
}
