package onestop.evaluation.evaluators;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.evaluators.Evaluators.Call;
import onestop.evaluation.evaluators.Evaluators.Evaluator;
import onestop.evaluation.invitations.InvitationCodes;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.invitations.WhenInvited;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open streams of this replica. Each has a thread of its own, so that a slow device holds up nobody. What is done here
 * wakes the window's streams when it commits; what another replica did is found by one look a second over all open windows.
 */
@Component
class EvaluatorStreams implements WhenInvited, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EvaluatorStreams.class);
    private static final int BATCH = 50;

    /** Less than a gateway waits for a sign of life. */
    private static final int SECONDS_BETWEEN_SIGNS_OF_LIFE = 10;

    /** A service is rated within five working days; with holidays that is never longer. */
    private static final int LOOK_BACK_DAYS = 21;

    private static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final Evaluators evaluators;
    private final Invitations invitations;
    private final InvitationCodes codes;
    private final CatalogueNames names;
    private final Calendars calendars;
    private final InstantSource clock;
    private volatile boolean running;

    EvaluatorStreams(
            Evaluators evaluators,
            Invitations invitations,
            InvitationCodes codes,
            CatalogueNames names,
            Calendars calendars,
            InstantSource clock) {
        this.evaluators = evaluators;
        this.invitations = invitations;
        this.codes = codes;
        this.names = names;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** What an evaluator shows. Nothing in it says for whom the service was. */
    record ToRate(
            String code,
            String address,
            ServiceKind service,
            String unit,
            @Nullable String unitNameZh,
            @Nullable String unitNameEn,
            String matter,
            @Nullable String matterNameZh,
            @Nullable String matterNameEn,
            LocalDate openUntil) {}

    /** @param window where the device stands; {@code seen} is the last number it has been told */
    private static final class Stream {
        private final SseEmitter emitter = new SseEmitter(LONGEST_MILLIS);
        private final Semaphore news = new Semaphore(1);
        private final Evaluator device;
        private final String window;
        private volatile boolean over;
        private volatile long seen;
        private final LocalDate since;

        Stream(Evaluator device, String window, long seen, LocalDate since) {
            this.device = device;
            this.window = window;
            this.seen = seen;
            this.since = since;
        }

        void wake() {
            if (news.availablePermits() == 0) {
                news.release();
            }
        }

        void end() {
            over = true;
            wake();
        }
    }

    /**
     * Opens a stream.
     *
     * @param lastEventId what the device has seen last; without one, or one of another window, it is told what was done here
     *     today
     */
    SseEmitter open(Evaluator device, String window, @Nullable String lastEventId) {
        var today = CountyTime.dayOf(clock.instant());
        var seen = seen(window, lastEventId);
        var stream = new Stream(device, window, Math.max(0, seen), seen < 0 ? today : today.minusDays(LOOK_BACK_DAYS));
        stream.emitter.onCompletion(stream::end);
        stream.emitter.onTimeout(stream.emitter::complete);
        stream.emitter.onError(_ -> stream.end());
        open.add(stream);
        Thread.ofVirtual().name("evaluator-" + device.serial()).start(() -> run(stream));
        return stream.emitter;
    }

    /** The number in an event's id, or -1. */
    private static long seen(String window, @Nullable String lastEventId) {
        if (lastEventId == null || !lastEventId.matches("\\Q" + window + "\\E/[0-9]{1,18}")) {
            return -1;
        }
        return Long.parseLong(lastEventId.substring(window.length() + 1));
    }

    private void run(Stream stream) {
        try {
            sign(stream, "open");
            while (!stream.over && running) {
                if (stream.news.tryAcquire(SECONDS_BETWEEN_SIGNS_OF_LIFE, TimeUnit.SECONDS)) {
                    tell(stream);
                } else {
                    sign(stream, "still here");
                }
            }
            stream.emitter.complete();
        } catch (IOException | IllegalStateException _) {
            log.debug("An evaluator has gone away");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("The stream of an evaluator ends; the device will open another", e);
            stream.emitter.complete();
        } finally {
            open.remove(stream);
        }
    }

    private static void sign(Stream stream, String text) throws IOException {
        stream.emitter.send(SseEmitter.event().comment(text));
    }

    private void tell(Stream stream) throws IOException {
        var today = CountyTime.dayOf(clock.instant());
        var calendar = calendars.current();
        // Numbers of a window commit in their order: what is not told below was rated, is not for this device, or is
        // too old.
        long newest = last(List.of(stream)).getOrDefault(stream.window, 0L);
        List<Call> calls;
        do {
            calls = evaluators.callsAfter(stream.window, stream.device.unit(), stream.seen, stream.since, BATCH);
            var services =
                    invitations.findAll(calls.stream().map(Call::invitation).toList());
            var units = names.units(
                    services.values().stream().map(InvitedService::unit).toList());
            var matters = names.matters(
                    services.values().stream().map(InvitedService::matter).toList());
            for (var call : calls) {
                var service = services.get(call.invitation());
                if (service != null && !today.isAfter(service.openUntil(calendar))) {
                    send(stream, call, toRate(service, units, matters));
                }
                stream.seen = call.number();
            }
        } while (calls.size() == BATCH && !stream.over);
        stream.seen = Math.max(stream.seen, newest);
    }

    private Map<String, Long> last(Collection<Stream> streams) {
        return evaluators.lastNumbers(
                streams.stream().map(stream -> stream.window).toList());
    }

    private static void send(Stream stream, Call call, ToRate what) throws IOException {
        stream.emitter.send(SseEmitter.event()
                .id(stream.window + "/" + call.number())
                .name("invitation")
                .data(what, MediaType.APPLICATION_JSON));
    }

    private ToRate toRate(
            InvitedService service, Map<String, CatalogueNames.Name> units, Map<String, CatalogueNames.Name> matters) {
        var code = codes.of(service);
        var unit = units.get(service.unit());
        var matter = matters.get(service.matter());
        return new ToRate(
                code,
                codes.address(code),
                service.service(),
                service.unit(),
                unit == null ? null : unit.nameZh(),
                unit == null ? null : unit.nameEn(),
                service.matter(),
                matter == null ? null : matter.nameZh(),
                matter == null ? null : matter.nameEn(),
                service.openUntil(calendars.current()));
    }

    @Override
    public void invited(List<InvitedService> services, Instant at) {
        var atWindows = services.stream()
                .filter(service -> service.windowCode() != null)
                .toList();
        if (atWindows.isEmpty()) {
            return;
        }
        evaluators.call(atWindows);
        var windows = atWindows.stream().map(InvitedService::windowCode).collect(Collectors.toSet());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                open.stream().filter(stream -> windows.contains(stream.window)).forEach(Stream::wake);
            }
        });
    }

    /** Finds what other replicas have done: new invitations, and devices that stand elsewhere or have another key now. */
    @Scheduled(fixedDelayString = "${onestop.evaluation.evaluators.look-interval}")
    void look() {
        if (open.isEmpty()) {
            return;
        }
        var versions = evaluators.versions(
                open.stream().map(stream -> stream.device.serial()).toList());
        open.stream()
                .filter(stream -> !Long.valueOf(stream.device.version()).equals(versions.get(stream.device.serial())))
                .forEach(Stream::end);
        behind().forEach(Stream::wake);
    }

    private List<Stream> behind() {
        var last = last(open);
        return open.stream()
                .filter(stream -> last.getOrDefault(stream.window, 0L) > stream.seen)
                .toList();
    }

    /** How many streams at a window have not looked yet at everything that was done there. */
    long behind(String window) {
        return behind().stream().filter(stream -> stream.window.equals(window)).count();
    }

    /** How many streams are open here. */
    int count() {
        return open.size();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends the streams before the server waits for its requests to end; the devices go to another replica. */
    @Override
    public void stop() {
        running = false;
        Collection<Stream> all = List.copyOf(open);
        all.forEach(Stream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
