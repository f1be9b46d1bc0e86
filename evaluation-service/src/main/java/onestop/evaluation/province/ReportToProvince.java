package onestop.evaluation.province;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.province.NationalMessage.Rating;
import onestop.evaluation.province.NationalMessage.Service;
import onestop.evaluation.province.ProvinceTables.Applicant;
import onestop.evaluation.province.ProvinceTables.Codes;
import onestop.evaluation.province.ProvinceTables.DueRating;
import onestop.evaluation.province.ProvinceTables.DueService;
import onestop.evaluation.province.ProvinceTables.Elsewhere;
import onestop.evaluation.province.ProvinceTables.Kind;
import onestop.evaluation.province.ProvinceTables.Made;
import onestop.events.Outbox;
import onestop.events.OutgoingEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what is to be reported into messages, a bounded batch per transaction and one replica at a time. What lacks a code
 * that the catalogue has not told yet waits, and so does a rating whose service waits; of a service that the province is never
 * told of, such as a question about no item, no rating goes up either. Of a suspicion nothing goes up before it
 * is decided: one that is upheld makes a rating ineffective, one that is cleared changes nothing of what the province was told.
 */
@Component
class ReportToProvince {
    private static final int BATCH = 200;
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final String WORKING_DAYS = "1";

    private final ProvinceTables tables;
    private final ReportOthers others;
    private final ProvinceSeal seal;
    private final Sealing sealing;
    private final Outbox outbox;
    private final JsonMapper json;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final String areaCode;
    private final String dataSource;
    private final String documentType;

    ReportToProvince(
            ProvinceTables tables,
            ReportOthers others,
            ProvinceSeal seal,
            Sealing sealing,
            Outbox outbox,
            JsonMapper json,
            InstantSource clock,
            TransactionTemplate transaction,
            @Value("${onestop.evaluation.province.area-code}") String areaCode,
            @Value("${onestop.evaluation.province.data-source}") String dataSource,
            @Value("${onestop.evaluation.province.enterprise-document-type}") String documentType) {
        this.tables = tables;
        this.others = others;
        this.seal = seal;
        this.sealing = sealing;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.transaction = transaction;
        this.areaCode = areaCode;
        this.dataSource = dataSource;
        this.documentType = documentType;
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.province.interval}",
            initialDelayString = "${onestop.evaluation.province.interval}")
    void run() {
        int some;
        do {
            var done = transaction.execute(_ -> batch());
            some = done == null ? 0 : done;
        } while (some >= BATCH);
    }

    private int batch() {
        if (!tables.turn()) {
            return 0;
        }
        var now = CountyTime.now(clock);
        boolean more = tables.unfoldTaken(now);
        var services = tables.dueServices(now, BATCH);
        var ofServices = new Report(Kind.SERVICE);
        services.forEach(service -> add(ofServices, service));
        send(ofServices, now);
        var ratings = tables.dueRatings(now, BATCH);
        var ofRatings = new Report(Kind.RATING);
        var ofOthers = new Report(Kind.SERVICE);
        ratings.forEach(rating -> {
            if (rating.elsewhere() == null) {
                add(ofRatings, rating);
            } else {
                add(ofOthers, ofRatings, rating, rating.elsewhere());
            }
        });
        send(ofOthers, now);
        send(ofRatings, now);
        return more ? BATCH : Math.max(services.size(), ratings.size());
    }

    /** What becomes of the tasks of a batch. */
    private record Report(Kind kind, List<Item> messages, List<UUID> done, List<UUID> later) {
        Report(Kind kind) {
            this(kind, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private record Item(
            UUID subject,
            int version,
            NationalMessage message,
            Applicant applicant,
            @Nullable String written) {}

    private void add(Report report, DueService service) {
        var codes = service.codes();
        if (local(codes) || !codes.itemKnown() && aboutNothing(service)) {
            report.done().add(service.invitation());
        } else if (codes.implementCode() == null || codes.unitUsci() == null) {
            report.later().add(service.invitation());
        } else {
            report.messages().add(new Item(service.invitation(), 1, message(service), service.applicant(), null));
        }
    }

    /** A question about no item. */
    private static boolean aboutNothing(DueService service) {
        return service.service() == ServiceKind.CONSULTATION;
    }

    private void add(Report report, DueRating rating) {
        var collectedBy = rating.collectedBy();
        if (local(rating.codes())
                || collectedBy != null && !others.reports(collectedBy) && !rating.judgedHere()
                || rating.standing() == Standing.SUSPECT) {
            report.done().add(rating.rating());
        } else if (!rating.serviceReported()) {
            // Both are told of under one key, the service first: one that neither waits nor was told never will be.
            (rating.serviceWaits() ? report.later() : report.done()).add(rating.rating());
        } else {
            report.messages()
                    .add(new Item(
                            rating.rating(), rating.version(), message(rating), rating.applicant(), rating.written()));
        }
    }

    /**
     * A rating from elsewhere, with its service before it, for nothing else has told of that. What the province itself has collected
     * goes back when it was judged here, under the numbers that the province knows it by; the service is its own.
     */
    private void add(Report services, Report report, DueRating rating, Elsewhere elsewhere) {
        var codes = rating.codes();
        boolean theirs = elsewhere.ofTheProvince().isPresent();
        if (!(theirs ? rating.judgedHere() : others.reports(elsewhere.source()))
                || codes.implementCode() == null
                || codes.unitUsci() == null
                || local(codes)
                || rating.standing() == Standing.SUSPECT) {
            report.done().add(rating.rating());
            return;
        }
        if (!theirs && !rating.serviceReported() && !rating.followUp()) {
            services.messages().add(new Item(rating.rating(), 1, service(rating, elsewhere), rating.applicant(), null));
        }
        report.messages()
                .add(new Item(
                        rating.rating(), rating.version(), message(rating), rating.applicant(), rating.written()));
    }

    /** What the province does not know by a code of its own. */
    private static boolean local(Codes codes) {
        var code = codes.implementCode();
        return codes.itemKnown() && (code == null || NationalCodes.selfBuilt(code));
    }

    private void send(Report report, Instant now) {
        var made = report.messages().stream()
                .map(item -> new Made(
                        report.kind(),
                        item.subject(),
                        item.version(),
                        json.writeValueAsString(item.message()),
                        seal.on() ? seal.seal(whole(item)) : null))
                .toList();
        var fresh = tables.keep(made, now);
        List<OutgoingEvent> events = report.messages().stream()
                .filter(item -> fresh.contains(item.subject()))
                .map(item -> ProvinceMessages.of(item.message(), item.subject(), item.version(), now))
                .toList();
        outbox.append(events);
        report.messages().forEach(item -> report.done().add(item.subject()));
        tables.done(report.kind(), report.done());
        tables.postpone(report.kind(), report.later(), now.plus(WAIT));
    }

    /** The message with the persons and words in it. */
    private String whole(Item item) {
        var applicant = item.applicant();
        var name = applicant.name() == null ? null : sealing.open(applicant.name());
        var persons = applicant.usci() == null
                ? Persons.NOBODY
                : new Persons(name, documentType.isBlank() ? null : documentType, applicant.usci());
        ObjectNode whole = json.valueToTree(item.message());
        whole.setAll(json.<ObjectNode>valueToTree(persons));
        if (item.written() != null) {
            whole.put("writingEvaluation", item.written());
        }
        return json.writeValueAsString(whole);
    }

    /** What the other system rated. It has ended; when, nobody has told: the time of the rating stands for it. */
    private Service service(DueRating rating, Elsewhere elsewhere) {
        var codes = rating.codes();
        var name = Objects.requireNonNull(codes.taskName());
        var unit = Objects.requireNonNull(codes.unitUsci());
        var at = Objects.requireNonNull(time(rating.ratedAt()));
        return new Service(
                Objects.requireNonNull(codes.implementCode()),
                name,
                NationalCodes.taskType(Objects.requireNonNull(codes.taskKind())),
                NationalCodes.projectNo(elsewhere.source(), elsewhere.number()),
                name,
                NationalCodes.proStatus(ServiceKind.COMPLETION, ServiceKind.COMPLETION.number()),
                areaCode,
                unit,
                unit,
                Objects.requireNonNull(codes.unitName()),
                at,
                at,
                NationalCodes.userProp(
                        ServiceKind.COMPLETION, rating.applicant().usci()),
                NationalCodes.promiseTime(null),
                null,
                null,
                null,
                null,
                NationalCodes.proChannel(rating.channel()),
                NationalCodes.serviceName(ServiceKind.COMPLETION),
                ServiceKind.COMPLETION.number(),
                at,
                dataSource);
    }

    private Service message(DueService service) {
        var codes = service.codes();
        var name = Objects.requireNonNull(codes.taskName());
        var unit = Objects.requireNonNull(codes.unitUsci());
        var status = NationalCodes.proStatus(service.service(), service.serviceNumber());
        return new Service(
                Objects.requireNonNull(codes.implementCode()),
                name,
                NationalCodes.taskType(Objects.requireNonNull(codes.taskKind())),
                NationalCodes.projectNo(service.receiptNumber()),
                name,
                status,
                service.regionCode() == null ? areaCode : service.regionCode(),
                unit,
                unit,
                Objects.requireNonNull(codes.unitName()),
                status.equals("1") ? null : time(first(service.acceptedAt(), service.servedAt())),
                status.equals("3") ? time(resultAt(service)) : null,
                NationalCodes.userProp(service.service(), service.applicant().usci()),
                NationalCodes.promiseTime(service.caseType()),
                service.promisedDays(),
                service.promisedDays() == null ? null : WORKING_DAYS,
                service.statutoryDays(),
                service.statutoryDays() == null ? null : WORKING_DAYS,
                NationalCodes.proChannel(service.online()),
                NationalCodes.serviceName(service.service()),
                service.serviceNumber(),
                Objects.requireNonNull(time(service.servedAt())),
                dataSource);
    }

    /** A file can be completed more than once: then each completion is of its own result. */
    private static Instant resultAt(DueService service) {
        return service.service() == ServiceKind.COMPLETION
                ? service.servedAt()
                : first(service.finishedAt(), service.servedAt());
    }

    private static Rating message(DueRating rating) {
        var codes = rating.codes();
        var elsewhere = rating.elsewhere();
        var theirs = elsewhere == null ? null : elsewhere.ofTheProvince().orElse(null);
        String projectNo;
        Integer serviceNumber;
        if (theirs != null) {
            projectNo = theirs.projectNo();
            serviceNumber = theirs.serviceNumber();
        } else if (elsewhere != null) {
            projectNo = NationalCodes.projectNo(elsewhere.source(), elsewhere.number());
            serviceNumber = ServiceKind.COMPLETION.number();
        } else {
            projectNo = NationalCodes.projectNo(Objects.requireNonNull(rating.receiptNumber()));
            serviceNumber = Objects.requireNonNull(rating.serviceNumber());
        }
        return new Rating(
                projectNo,
                serviceNumber,
                Objects.requireNonNull(codes.implementCode()),
                Objects.requireNonNull(codes.unitUsci()),
                NationalCodes.pf(rating.channel()),
                NationalCodes.satisfaction(rating.level()),
                NationalCodes.evalDetail(rating.labels()),
                Objects.requireNonNull(time(rating.ratedAt())),
                rating.followUp() ? 2 : 1,
                NationalCodes.anonymous(rating.anonymous()),
                NationalCodes.flag(!rating.channel().active()),
                NationalCodes.flag(rating.standing() != Standing.INVALIDATED));
    }

    /** A file that is handed out has ended, whatever has not been told. */
    private static Instant first(@Nullable Instant told, Instant served) {
        return told == null ? served : told;
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : NationalCodes.time(at);
    }
}
