package onestop.intake.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says, one record per kind. Stored as it is; a component may be added as long as old rows without it
 * can still be printed.
 */
public sealed interface DocumentFacts {
    DocumentKind kind();

    /** The file it is about; null for a one-time notice. */
    @Nullable
    FileFacts file();

    /** A file as all its documents name it. */
    record FileFacts(
            String receiptNumber,
            String matterZh,
            String enterpriseName,
            String usci,
            HandedInBy handedInBy,
            Instant receivedAt,
            List<ItemFacts> items,
            List<SubjectFacts> subjects,
            int cases,
            List<String> caseNumbers) {
        /** More numbers than fill a page are not printed; the file lists them. */
        public static final int MOST_CASE_NUMBERS = 100;

        public FileFacts {
            items = List.copyOf(items);
            subjects = List.copyOf(subjects);
            caseNumbers = caseNumbers.stream().limit(MOST_CASE_NUMBERS).toList();
        }

        boolean caseNumbersLeftOut() {
            return caseNumbers.size() < cases;
        }

        boolean severalSubjects() {
            return subjects.size() > 1;
        }
    }

    enum HandedInBy {
        ENTERPRISE,
        AGENT,
        HELPER,
        WINDOW
    }

    /**
     * @param stage from 1
     * @param promisedDueOn null until the file is accepted
     */
    record ItemFacts(
            String code,
            String nameZh,
            String unitZh,
            int stage,
            int cases,
            int statutoryDays,
            int promisedDays,
            @Nullable LocalDate promisedDueOn,
            String resultNameZh) {
        boolean immediate() {
            return promisedDays == 0;
        }
    }

    record SubjectFacts(String name, String usci) {}

    enum MaterialStanding {
        SHARED,
        ON_FILE,
        PRODUCED,
        MERGED_FORM,
        HANDED_IN,
        DEFERRED,
        PROMISED,
        MISSING
    }

    record MaterialFacts(
            String nameZh,
            MaterialStanding standing,
            @Nullable LocalDate dueOn) {}

    record DefectFacts(String materialZh, String reason) {}

    /** What a receipt is for. */
    enum Occasion {
        /** The file came in. */
        HANDED_IN,
        /** What was asked for in a notice of correction came. */
        CORRECTED,
        /** What was to follow after acceptance came. */
        SUPPLIED
    }

    /**
     * 收件凭证.
     *
     * @param answerUntil the last working day on which the hall can ask for more; null once it has accepted
     */
    record Receipt(
            FileFacts file,
            List<MaterialFacts> materials,
            Occasion occasion,
            Instant at,
            @Nullable LocalDate answerUntil)
            implements DocumentFacts {
        boolean corrected() {
            return occasion == Occasion.CORRECTED;
        }

        boolean supplied() {
            return occasion == Occasion.SUPPLIED;
        }

        boolean handedIn() {
            return occasion == Occasion.HANDED_IN;
        }

        @Override
        public DocumentKind kind() {
            return DocumentKind.RECEIPT;
        }
    }

    /**
     * When and for when a file was accepted.
     *
     * @param greenChannel whether the departments promise earlier than the dates that hold for everybody; null of files accepted before that
     *     was said
     */
    record AcceptanceFacts(
            Instant acceptedAt,
            boolean deemed,
            LocalDate countsFrom,
            LocalDate promisedDueOn,
            @Nullable String windowCode,
            @Nullable Boolean greenChannel) {}

    /** 受理通知书. */
    record Acceptance(FileFacts file, AcceptanceFacts acceptance, List<MaterialFacts> materials)
            implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.ACCEPTANCE;
        }
    }

    /** “一件事”综合受理单. */
    record JointAcceptance(
            FileFacts file,
            AcceptanceFacts acceptance,
            List<MaterialFacts> materials,
            int departments,
            int materialsSeparately,
            int handedIn)
            implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.JOINT_ACCEPTANCE;
        }
    }

    /**
     * 补正通知书.
     *
     * @param dueOn the last day of the period for it; null when none is stated
     * @param whyAgain a supervisor's reason, when it is not the first
     */
    record CorrectionNotice(
            FileFacts file,
            List<DefectFacts> defects,
            @Nullable LocalDate dueOn,
            @Nullable String whyAgain) implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.CORRECTION_NOTICE;
        }
    }

    /** 不予受理通知书. */
    record AcceptanceRefusal(
            FileFacts file, String reason, @Nullable String competentBody) implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.ACCEPTANCE_REFUSAL;
        }
    }

    /** 容缺受理通知书. */
    record DeferredAcceptance(FileFacts file, AcceptanceFacts acceptance, List<MaterialFacts> deferred)
            implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.DEFERRED_ACCEPTANCE;
        }
    }

    /** 容缺受理承诺书. */
    record DeferralCommitment(FileFacts file, CommitmentText text, List<MaterialFacts> deferred)
            implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.DEFERRAL_COMMITMENT;
        }
    }

    /** 告知承诺书. */
    record NoticeAndCommitment(FileFacts file, CommitmentText text, List<MaterialFacts> promised)
            implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.NOTICE_AND_COMMITMENT;
        }
    }

    /** 终止办理通知书. */
    record Termination(FileFacts file, String reason, List<MaterialFacts> notSupplied) implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.TERMINATION;
        }

        boolean anyNotSupplied() {
            return !notSupplied.isEmpty();
        }
    }

    /** 撤回申请确认书. */
    record Withdrawal(FileFacts file, Instant withdrawnAt, boolean afterAcceptance) implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.WITHDRAWAL;
        }
    }

    enum DeliveredBy {
        WINDOW,
        POST,
        E_LICENCE
    }

    enum IdentityChecked {
        LEGAL_REPRESENTATIVE,
        AGENT
    }

    /** 送达回证. */
    record DeliveryReceipt(
            FileFacts file,
            Instant deliveredAt,
            DeliveredBy method,
            @Nullable IdentityChecked identityChecked,
            @Nullable String trackingNumber)
            implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.DELIVERY_RECEIPT;
        }
    }

    /** 一次性告知书. */
    record OneTimeNotice(
            String matterZh,
            @Nullable String enterpriseName,
            @Nullable String usci,
            @Nullable Integer branches,
            List<String> situation,
            List<NoticeItem> items,
            List<String> leftOutZh,
            List<NoticeStep> steps,
            List<NoticeMaterial> materials,
            int packagePromisedDays,
            int statutoryDaysSequential,
            int departments,
            int materialsSeparately,
            int applicantSubmits,
            @Nullable BigDecimal materialReductionRate,
            boolean feeCharged,
            List<NoticeWindow> windows)
            implements DocumentFacts {
        @Override
        public DocumentKind kind() {
            return DocumentKind.ONE_TIME_NOTICE;
        }

        @Override
        public @Nullable FileFacts file() {
            return null;
        }

        boolean anythingLeftOut() {
            return !leftOutZh.isEmpty();
        }

        boolean anyWindow() {
            return !windows.isEmpty();
        }
    }

    /** An item of a notice with the version of the catalogue's entry it was computed from. */
    record NoticeItem(
            String code,
            long version,
            String nameZh,
            String unitZh,
            int stage,
            int statutoryDays,
            int promisedDays,
            boolean feeCharged,
            List<String> feeStandards,
            String resultNameZh) {
        boolean immediate() {
            return promisedDays == 0;
        }
    }

    /** A stage: its items side by side, and how long the longest of them takes. */
    record NoticeStep(int number, List<String> itemsZh, int days) {}

    enum NoticeSource {
        SHARED,
        ON_FILE,
        PRODUCED,
        HAND_IN,
        MERGED_FORM
    }

    record NoticeMaterial(
            String nameZh,
            NoticeSource source,
            String issuer,
            boolean original,
            int copies,
            @Nullable Integer originals,
            @Nullable Integer photocopies,
            @Nullable String sample,
            @Nullable String blankForm,
            boolean mayFollow,
            boolean mayBePromised,
            @Nullable String producedByZh,
            @Nullable String fromReceiptNumber,
            @Nullable LocalDate validUntil) {}

    record NoticeWindow(String code, String nameZh) {}
}
