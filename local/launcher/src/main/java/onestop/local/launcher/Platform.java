package onestop.local.launcher;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import onestop.local.infrastructure.InfrastructureException;

/** All processes of one run: in which order they start and stop, and what each is told. */
final class Platform {

    private static final List<String> SERVICES =
            List.of("intake-service", "approval-service", "evaluation-service", "appeal-service");

    private final Path projectRoot;
    private final Home home;
    private final PortPlan ports;
    private final Home.Reusable reusable;
    private final AotUse aotUse;
    private final Database database;
    private final Broker broker;
    private final Application issuer;
    private final List<Application> services;

    /**
     * @param reusable what the platform and its copy in training have in common
     */
    Platform(Path projectRoot, Home home, PortPlan ports, Home.Reusable reusable, AotUse aotUse) {
        this.projectRoot = projectRoot;
        this.home = home;
        this.ports = ports;
        this.reusable = reusable;
        this.aotUse = aotUse;
        this.database = new Database(
                home,
                ports,
                reusable.cache(),
                SERVICES.stream().map(Platform::shortName).toList());
        this.broker = new Broker(home, ports, reusable, aotUse);
        this.issuer = issuer();
        this.services = services();
    }

    /** In the order of starting. */
    List<Part> parts() {
        var parts = new ArrayList<Part>(List.of(database, broker, issuer));
        parts.addAll(services);
        return List.copyOf(parts);
    }

    private List<Application> applications() {
        var all = new ArrayList<Application>(List.of(issuer));
        all.addAll(services);
        return all;
    }

    /** By its name, or by the first word of it. */
    Part part(String name) {
        return parts().stream()
                .filter(part ->
                        part.name().equals(name) || shortName(part.name()).equals(name))
                .findFirst()
                .orElseThrow(() -> new LauncherException("There is no '%s'; there are %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", parts().stream().map(Part::name).toList()))));
    }

    PortPlan ports() {
        return ports;
    }

    boolean anythingRuns() {
        return parts().stream().anyMatch(Part::running);
    }

    String gatewayUrl() {
        return "http://localhost:" + ports.of(Port.GATEWAY);
    }

    String issuerUrl() {
        return "http://localhost:" + ports.of(Port.ISSUER);
    }

    /** Starts what does not run. Returns the parts it has started; all are ready then. */
    List<Part> up(Progress progress) {
        endStrays();
        List<Part> stopped = parts().stream().filter(part -> !part.running()).toList();
        requireJars(stopped);
        requirePorts(stopped);
        ports.save(home.ports());
        if (!stopped.isEmpty()) {
            progress.say("data in " + home.folder());
        }
        var failures = new ConcurrentHashMap<String, String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var storage = CompletableFuture.allOf(
                    CompletableFuture.runAsync(() -> start(database, progress), threads),
                    CompletableFuture.runAsync(() -> start(broker, progress), threads));
            // a JVM that starts keeps more than one core busy, so more at a time would only be slower together
            var slots = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
            for (Application application : applications()) {
                slots.acquireUninterruptibly();
                if (application != issuer) {
                    await(storage, failures);
                    if (!failures.isEmpty()) {
                        break;
                    }
                }
                threads.execute(() -> {
                    try {
                        start(application, progress);
                    } catch (LauncherException | InfrastructureException e) {
                        failures.put(application.name(), message(e));
                    } finally {
                        slots.release();
                    }
                });
            }
            await(storage, failures);
        }
        progress.done();
        throwAll(failures);
        return stopped;
    }

    private static void throwAll(Map<String, String> failures) {
        if (!failures.isEmpty()) {
            throw new LauncherException(String.join("\n\n", new TreeMap<>(failures).values()));
        }
    }

    private static void await(CompletableFuture<Void> storage, Map<String, String> failures) {
        try {
            storage.join();
        } catch (CompletionException e) {
            failures.put("storage", e.getCause() == null ? message(e) : message(e.getCause()));
        }
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static void start(Part part, Progress progress) {
        boolean ran = part.running();
        progress.starting(part.name());
        try {
            part.start();
            if (ran) {
                progress.ran(part.name());
            } else {
                progress.ready(part.name());
            }
        } catch (RuntimeException e) {
            progress.failed(part.name());
            throw e;
        }
    }

    /** Extracts what is built already, so that the first start need not. */
    void prepare() {
        applications().parallelStream()
                .map(Application::jar)
                .filter(Files::exists)
                .forEach(jar -> Extraction.of(jar, reusable.cache()));
    }

    /**
     * Stops everything in the reverse order of starting, what does not depend on each other at the same time; returns
     * how many processes that were.
     */
    int down(Progress progress, Duration patience) {
        var ended = new AtomicInteger();
        var failures = new ConcurrentHashMap<String, String>();
        for (List<Part> together : stoppingOrder()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                together.stream()
                        .filter(Part::running)
                        .forEach(part -> threads.execute(() -> {
                            progress.stopping(part.name());
                            part.stop(patience);
                            progress.stopped(part.name());
                            ended.incrementAndGet();
                        }));
            }
        }
        ended.addAndGet(endStrays());
        progress.done();
        return ended.get();
    }

    private List<List<Part>> stoppingOrder() {
        if (aotUse == AotUse.RECORD) {
            // each assembles its cache now, which takes two cores and much memory
            return parts().reversed().stream().map(List::of).toList();
        }
        Part gateway = services.getLast();
        var others = new ArrayList<Part>(services.subList(0, services.size() - 1));
        others.add(issuer);
        return List.of(List.of(gateway), others, List.of(broker, database));
    }

    /** Ends everything at once; what is stored survives it, what is not is lost. */
    void kill() {
        parts().reversed().forEach(Part::kill);
        endStrays();
    }

    /**
     * Ends processes of this folder that no pid file tells of: their launcher was killed between starting them and
     * writing it down, or the file was removed.
     */
    private int endStrays() {
        var known =
                parts().stream().flatMap(part -> part.pid().stream().boxed()).toList();
        var strays = new ArrayList<ProcessHandle>();
        Processes.markedBy(home).stream()
                .filter(process -> !known.contains(process.pid()))
                .forEach(strays::add);
        if (!database.running() && Files.isDirectory(database.dataFolder())) {
            strays.addAll(Processes.workingIn(database.dataFolder()));
        }
        strays.forEach(ProcessHandle::destroy);
        long start = System.nanoTime();
        while (strays.stream().anyMatch(Processes::alive)) {
            if (System.nanoTime() - start > Duration.ofSeconds(5).toNanos()) {
                strays.forEach(ProcessHandle::destroyForcibly);
            }
            pause();
        }
        return strays.size();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted", e);
        }
    }

    /** What was given an AOT cache and runs without it. */
    List<Part> ignoringTheirCaches() {
        if (aotUse != AotUse.WHEN_THERE) {
            return List.of();
        }
        return parts().stream()
                .filter(part -> part.pid().isPresent())
                .filter(part -> part.aotCache()
                        .filter(cache -> cache.ignoredBy(part.pid().getAsLong()))
                        .isPresent())
                .toList();
    }

    /** What runs from a former build of its jar. */
    List<String> outdated() {
        return applications().stream()
                .filter(Application::outdated)
                .map(Part::name)
                .toList();
    }

    /** Whether there is something that a training run would make faster. */
    boolean untrained() {
        return parts().stream().flatMap(part -> part.aotCache().stream()).anyMatch(cache -> !cache.trained());
    }

    /** Takes over what the JVMs of a training run have written; returns the names of those that can be used. */
    List<String> acceptTraining() {
        return parts().stream()
                .filter(part -> part.aotCache().filter(AotCache::accept).isPresent())
                .map(Part::name)
                .toList();
    }

    private static void requireJars(List<Part> parts) {
        List<String> missing = parts.stream()
                .filter(Application.class::isInstance)
                .map(part -> ((Application) part).jar())
                .filter(jar -> !Files.exists(jar))
                .map(Path::toString)
                .toList();
        if (!missing.isEmpty()) {
            throw new LauncherException(
                    "Not built yet: %s%nBuild with: ./onestop build".formatted(String.join(", ", missing)));
        }
    }

    private void requirePorts(List<Part> parts) {
        var taken = new ArrayList<String>();
        for (Part part : parts) {
            for (Port port : part.ports()) {
                int number = ports.of(port);
                if (PortHolder.taken(number)) {
                    String holder = PortHolder.of(number).map(by -> " by " + by).orElse("");
                    taken.add("Port %d, for %s, is taken%s. Another one is set with %s=<port>."
                            .formatted(number, port.owner, holder, port.variable));
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new LauncherException(String.join("\n", taken));
        }
    }

    private static String shortName(String service) {
        return service.replaceFirst("-service$", "");
    }

    private Application issuer() {
        Map<String, String> environment = Map.of(
                "SERVER_PORT", Integer.toString(ports.of(Port.ISSUER)),
                "SERVER_ADDRESS", "127.0.0.1",
                "ONESTOP_ISSUER_URL", issuerUrl(),
                "ONESTOP_ISSUER_KEYFILE",
                        home.issuer().resolve("signing-key.json").toString(),
                "ONESTOP_ISSUER_WEBORIGINS", gatewayUrl());
        return application(
                "issuer",
                projectRoot.resolve("local/issuer/target/local-issuer.jar"),
                List.of(Port.ISSUER),
                home.issuer(),
                "http://127.0.0.1:%d/.well-known/openid-configuration".formatted(ports.of(Port.ISSUER)),
                // few requests ever come here: the quick compiler alone starts sooner and needs less
                Jvm.options(64, "-XX:TieredStopAtLevel=1"),
                () -> environment);
    }

    private List<Application> services() {
        var all = new ArrayList<Application>();
        for (String name : SERVICES) {
            Port port = port(name);
            all.add(application(
                    name,
                    projectRoot.resolve(name).resolve("target").resolve(name + ".jar"),
                    List.of(port),
                    home.service(name),
                    "http://127.0.0.1:%d/actuator/health/readiness".formatted(ports.of(port)),
                    heap(name),
                    () -> serviceEnvironment(name)));
        }
        all.add(gateway());
        return List.copyOf(all);
    }

    /** Ratings come by the thousand at once and are dead a moment later; what is not used of the heap is not resident. */
    private static List<String> heap(String service) {
        return service.equals("evaluation-service")
                ? Jvm.options(384, "-Xmn224m", "-XX:SurvivorRatio=2")
                : Jvm.options(192);
    }

    private Map<String, String> serviceEnvironment(String name) {
        String role = shortName(name);
        var environment = security();
        environment.put("SERVER_PORT", Integer.toString(ports.of(port(name))));
        environment.put("SPRING_DATASOURCE_URL", databaseUrl(name));
        environment.put("SPRING_DATASOURCE_USERNAME", role);
        environment.put("SPRING_DATASOURCE_PASSWORD", database.passwords().get(role));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        if (role.equals("intake")) {
            var keys = Secrets.personalKeys(home.personalKeys());
            environment.put("ONESTOP_INTAKE_PERSONAL_KEYS", "local:" + keys.get("sealing"));
            environment.put("ONESTOP_INTAKE_PERSONAL_FINGERPRINT_KEY", keys.get("fingerprint"));
        }
        if (role.equals("appeal")) {
            environment.put(
                    "ONESTOP_APPEAL_PERSONAL_KEYS",
                    "local:" + Secrets.personalKeys(home.personalKeys()).get("conversations"));
        }
        if (role.equals("approval")) {
            environment.put(
                    "ONESTOP_APPROVAL_LICENCES_CHECK_KEYS",
                    Secrets.licenceKeys(home.licenceKeys()).get("check"));
            environment.put(
                    "ONESTOP_APPROVAL_LEDGER_SIGNING_KEYS",
                    "local:" + Secrets.licenceKeys(home.licenceKeys()).get("ledger"));
        }
        if (role.equals("evaluation")) {
            var keys = Secrets.evaluationKeys(home.evaluationKeys());
            environment.put("ONESTOP_EVALUATION_LINKS_KEYS", "l1:" + keys.get("links"));
            environment.put("ONESTOP_EVALUATION_LINKS_BASE", "http://localhost:" + ports.of(Port.GATEWAY));
            environment.put("ONESTOP_EVALUATION_PERSONAL_KEYS", "l1:" + keys.get("sealing"));
        }
        return environment;
    }

    private Application gateway() {
        return application(
                "gateway",
                projectRoot.resolve("gateway/target/gateway.jar"),
                List.of(Port.GATEWAY, Port.GATEWAY_MANAGEMENT),
                home.service("gateway"),
                "http://127.0.0.1:%d/actuator/health/readiness".formatted(ports.of(Port.GATEWAY_MANAGEMENT)),
                Jvm.options(160, "--sun-misc-unsafe-memory-access=allow"),
                this::gatewayEnvironment);
    }

    private Map<String, String> gatewayEnvironment() {
        var environment = security();
        environment.put("SERVER_PORT", Integer.toString(ports.of(Port.GATEWAY)));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.of(Port.GATEWAY_MANAGEMENT)));
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        for (String service : SERVICES) {
            environment.put(
                    "ONESTOP_SERVICES_" + shortName(service).toUpperCase(Locale.ROOT),
                    "http://127.0.0.1:" + ports.of(port(service)));
        }
        return environment;
    }

    private Application application(
            String name,
            Path jar,
            List<Port> itsPorts,
            Path folder,
            String readiness,
            List<String> jvmOptions,
            Supplier<Map<String, String>> environment) {
        var plan = new Application.Plan(name, jar, itsPorts, folder, URI.create(readiness), jvmOptions, environment);
        return new Application(plan, home, reusable, aotUse);
    }

    private Map<String, String> security() {
        var environment = new HashMap<String, String>();
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("ONESTOP_SECURITY_ISSUER", issuerUrl());
        environment.put(
                "ONESTOP_SECURITY_JWK_SET_URI", "http://127.0.0.1:%d/oauth2/jwks".formatted(ports.of(Port.ISSUER)));
        return environment;
    }

    private String databaseUrl(String service) {
        return database.url(shortName(service)) + "?ApplicationName=" + service
                + "&reWriteBatchedInserts=true&prepareThreshold=1&tcpKeepAlive=true";
    }

    private static Port port(String service) {
        for (Port port : Port.values()) {
            if (port.owner.equals(service)) {
                return port;
            }
        }
        throw new IllegalStateException(service);
    }
}
