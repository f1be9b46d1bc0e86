package onestop.local.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import onestop.local.infrastructure.InfrastructureException;

/** Reads one command, does it, and ends; exit code 0 when all is as the command wanted it. */
public final class Launcher {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Path projectRoot;
    private final Home home;

    private Launcher(Path projectRoot) {
        this.projectRoot = projectRoot;
        this.home = Home.of(projectRoot);
    }

    public static void main(String[] arguments) {
        String root = System.getProperty("onestop.root", ".");
        int exit;
        try {
            exit = new Launcher(Path.of(root).toAbsolutePath().normalize()).run(List.of(arguments));
        } catch (LauncherException | InfrastructureException e) {
            System.err.println(e.getMessage());
            exit = 1;
        }
        System.exit(exit);
    }

    private int run(List<String> arguments) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        return switch (command) {
            case "up" ->
                up(Options.of(rest, "--attached", "--fresh", "--no-aot", "--no-training")
                        .withoutNames());
            case "status" -> plain(rest, this::status);
            case "logs" -> logs(Options.of(rest, "-f"));
            case "down" -> plain(rest, this::down);
            case "train" -> train(Options.of(rest, "--yielding").withoutNames());
            case "train-later" -> plain(rest, this::trainLater);
            case "prepare" -> plain(rest, this::prepare);
            case "addresses" -> plain(rest, this::addresses);
            default -> throw new LauncherException("Not a command: '" + command + "'. See ./onestop --help");
        };
    }

    private static int plain(List<String> rest, IntSupplier command) {
        if (!rest.isEmpty()) {
            throw new LauncherException("Too much said: " + String.join(" ", rest) + ". See ./onestop --help");
        }
        return command.getAsInt();
    }

    /** The words after a command: those that begin with a dash, which must be known, and the others. */
    private record Options(Set<String> given, List<String> names) {

        static Options of(List<String> words, String... known) {
            var given = new HashSet<String>();
            var names = new ArrayList<String>();
            for (String word : words) {
                if (Arrays.asList(known).contains(word)) {
                    given.add(word);
                } else if (word.startsWith("-")) {
                    throw new LauncherException("Not an option here: " + word + ". See ./onestop --help");
                } else {
                    names.add(word);
                }
            }
            return new Options(given, names);
        }

        Options withoutNames() {
            plain(names, () -> 0);
            return this;
        }

        boolean has(String option) {
            return given.contains(option);
        }
    }

    private int up(Options options) {
        long start = System.nanoTime();
        Platform platform;
        List<Part> started;
        try (var _ = HomeLock.take(home, "up")) {
            if (options.has("--fresh")) {
                stopAndEmpty();
            }
            platform = platform(portsForStart(), options.has("--no-aot") ? AotUse.NONE : AotUse.WHEN_THERE);
            var interrupted = new Thread(() -> System.err.println(
                    "\nInterrupted: what has started goes on. './onestop up' starts the rest, 'down' stops it."));
            Runtime.getRuntime().addShutdownHook(interrupted);
            try (var progress = Progress.onConsole()) {
                started = platform.up(progress);
                platform.ignoringTheirCaches().forEach(part -> {
                    progress.say(part.name() + " cannot use what was learned for it, so that is forgotten");
                    part.aotCache().ifPresent(AotCache::forget);
                });
            } finally {
                forgetHook(interrupted);
            }
        }
        boolean ranBefore = started.isEmpty();
        System.out.println(
                ranBefore
                        ? "Everything ran already; nothing was started."
                        : "Ready after " + Progress.seconds(System.nanoTime() - start) + ".");
        if (!platform.outdated().isEmpty()) {
            System.out.println("Running from an older build: " + String.join(", ", platform.outdated())
                    + ". './onestop down' and 'up' bring the new one.");
        }
        printAddresses(platform);
        if (!ranBefore && !options.has("--no-aot") && !options.has("--no-training") && platform.untrained()) {
            new Training(projectRoot, home).startInBackground();
        }
        return options.has("--attached") ? stayAttached(platform) : 0;
    }

    private static void forgetHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) { // the interruption is under way, and the hook has its say
        }
    }

    private void stopAndEmpty() {
        new Training(projectRoot, home).abort();
        var running = platform(portsOfLastStart(), AotUse.NONE);
        try (var progress = Progress.onConsole()) {
            running.down(progress, STOP_PATIENCE);
        }
        home.empty();
    }

    /** Prints all logs until somebody ends this program, which ends the platform with it. */
    private int stayAttached(Platform platform) {
        var stopping = new AtomicBoolean();
        var stop = new Thread(() -> {
            stopping.set(true);
            System.out.println();
            try {
                down();
            } catch (LauncherException | InfrastructureException e) {
                System.err.println(e.getMessage());
            }
        });
        Runtime.getRuntime().addShutdownHook(stop);
        System.out.println("Attached: Ctrl-C stops everything.");
        var alive = new HashSet<>(platform.parts());
        LogFiles.follow(platform.parts(), System.out, () -> {
            platform.parts().stream()
                    .filter(part -> !stopping.get() && !part.running() && alive.remove(part))
                    .forEach(part -> System.out.println(part.name() + " has ended; './onestop up' starts it again"));
            return alive.isEmpty();
        });
        return 0;
    }

    private int status() {
        var platform = platform(portsOfLastStart(), AotUse.NONE);
        System.out.printf("%-20s %8s %6s  %-10s %11s  %s%n", "", "pid", "port", "", "memory", "since");
        boolean all = true;
        long memory = 0;
        for (Part part : platform.parts()) {
            int port = platform.ports().of(part.ports().getFirst());
            if (part.pid().isEmpty()) {
                System.out.printf("%-20s %8s %6d  %-10s%n", part.name(), "-", port, "stopped");
                all = false;
                continue;
            }
            var process = ProcessHandle.of(part.pid().getAsLong());
            OptionalLong resident = process.map(Processes::residentKibibytes).orElse(OptionalLong.empty());
            boolean ready = part.ready();
            all &= ready;
            memory += resident.orElse(0);
            System.out.printf(
                    "%-20s %8d %6d  %-10s %11s  %s%n",
                    part.name(),
                    part.pid().getAsLong(),
                    port,
                    ready ? "ready" : "not ready",
                    resident.isPresent() ? mebibytes(resident.getAsLong()) : "?",
                    process.flatMap(handle -> handle.info().startInstant())
                            .map(Launcher::clock)
                            .orElse("?"));
        }
        System.out.printf("%-20s %8s %6s  %-10s %11s%n", "together", "", "", "", mebibytes(memory));
        var training = new Training(projectRoot, home);
        if (training.runsInBackground()) {
            System.out.println("In the background a copy is being trained to start faster: " + training.log());
        }
        return all ? 0 : 1;
    }

    private static String mebibytes(long kibibytes) {
        return kibibytes / 1024 + " MiB";
    }

    private static String clock(Instant instant) {
        return CLOCK.format(instant.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
    }

    private int logs(Options options) {
        var platform = platform(portsOfLastStart(), AotUse.NONE);
        List<Part> parts = options.names().isEmpty()
                ? platform.parts()
                : options.names().stream().map(platform::part).toList();
        int lines = parts.size() == 1 ? 200 : 20;
        for (Part part : parts) {
            for (Path file : part.logs()) {
                List<String> tail = Files.exists(file) ? LogFiles.tail(file, lines) : List.of();
                if (!tail.isEmpty()) {
                    System.out.println("==> " + file + " <==");
                    tail.forEach(System.out::println);
                }
            }
        }
        if (options.has("-f")) {
            LogFiles.follow(parts, System.out, () -> false);
        }
        return 0;
    }

    private int down() {
        try (var _ = HomeLock.take(home, "down")) {
            new Training(projectRoot, home).abort();
            var platform = platform(portsOfLastStart(), AotUse.NONE);
            int ended;
            try (var progress = Progress.onConsole()) {
                ended = platform.down(progress, STOP_PATIENCE);
            }
            System.out.println(ended == 0 ? "Nothing was running." : "Stopped; the data stays in " + home.folder());
            return 0;
        }
    }

    private int train(Options options) {
        home.create();
        try (var progress = Progress.onConsole()) {
            long start = System.nanoTime();
            List<String> trained = new Training(projectRoot, home).run(progress, options.has("--yielding"));
            System.out.println("Trained in " + Progress.seconds(System.nanoTime() - start) + ": "
                    + (trained.isEmpty() ? "nothing" : String.join(", ", trained)));
            return trained.isEmpty() ? 1 : 0;
        }
    }

    private int trainLater() {
        var platform = platform(portsOfLastStart(), AotUse.WHEN_THERE);
        if (platform.anythingRuns() && platform.untrained()) {
            new Training(projectRoot, home).startInBackground();
        }
        return 0;
    }

    private int prepare() {
        home.create();
        platform(PortPlan.wanted(System::getenv), AotUse.NONE).prepare();
        return 0;
    }

    /** For scripts: the addresses that a client and a partner need. */
    private int addresses() {
        var ports = portsOfLastStart();
        var platform = platform(ports, AotUse.NONE);
        System.out.println(platform.gatewayUrl() + " " + platform.issuerUrl() + " localhost:" + ports.of(Port.KAFKA));
        return 0;
    }

    private Platform platform(PortPlan ports, AotUse aotUse) {
        return new Platform(projectRoot, home, ports, home.reusable(), aotUse);
    }

    private PortPlan portsOfLastStart() {
        return PortPlan.saved(home.ports()).orElseGet(() -> PortPlan.wanted(System::getenv));
    }

    /** While something runs its ports are what the rest must fit to; otherwise the variables decide. */
    private PortPlan portsForStart() {
        PortPlan last = portsOfLastStart();
        if (!platform(last, AotUse.NONE).anythingRuns()) {
            return PortPlan.wanted(System::getenv);
        }
        last.contradictedBy(System::getenv).ifPresent(port -> {
            throw new LauncherException("The platform runs with %s=%d. Stop it with ./onestop down before changing it."
                    .formatted(port.variable, last.of(port)));
        });
        return last;
    }

    private void printAddresses(Platform platform) {
        var ports = platform.ports();
        System.out.printf(
                """

                  gateway     %s
                  issuer      %s
                  PostgreSQL  127.0.0.1:%d  one database per service, passwords in %s
                  Kafka       127.0.0.1:%d

                  Demonstration users, all with the password %s:
                %s

                """,
                platform.gatewayUrl(),
                platform.issuerUrl(),
                ports.of(Port.POSTGRES),
                home.passwords(),
                ports.of(Port.KAFKA),
                System.getenv("ONESTOP_DEMO_PASSWORD") == null ? "onestop-demo" : "set in ONESTOP_DEMO_PASSWORD",
                DemonstrationUsers.byRole(projectRoot.resolve("local/demo-users.json")).stream()
                        .map(line -> "    " + line)
                        .collect(Collectors.joining("\n")));
    }
}
