package onestop.local.launcher;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import onestop.local.infrastructure.DetachedProcess;

/** One of our own programs: the issuer, a service or the gateway. */
final class Application implements Part {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /**
     * What makes one application different from another.
     *
     * @param jar as the build leaves it
     * @param folder its working directory, with its pid file and what the JVM itself prints
     * @param readiness answers 200 when it would do its work
     * @param environment asked for at the start, because passwords are made at the database's first
     */
    record Plan(
            String name,
            Path jar,
            List<Port> ports,
            Path folder,
            URI readiness,
            List<String> jvmOptions,
            Supplier<Map<String, String>> environment) {}

    private final Plan plan;
    private final Home home;
    private final Home.Reusable reusable;
    private final AotUse aotUse;
    private final DetachedProcess process;

    Application(Plan plan, Home home, Home.Reusable reusable, AotUse aotUse) {
        this.plan = plan;
        this.home = home;
        this.reusable = reusable;
        this.aotUse = aotUse;
        this.process = DetachedProcess.in(plan.folder(), plan.name());
    }

    @Override
    public void start() {
        if (!running()) {
            launch();
        }
        awaitReady();
    }

    private void launch() {
        Path jar = Extraction.of(plan.jar(), reusable.cache());
        if (aotUse != AotUse.RECORD) {
            // this application does not run, so nobody uses what was extracted from its former builds
            Extraction.removeOthers(plan.jar(), reusable.cache());
        }
        var command = new ArrayList<String>();
        command.add(Jvm.program());
        command.addAll(plan.jvmOptions());
        command.addAll(aotCache().map(aotUse::options).orElse(List.of()));
        command.add(Processes.mark(home, plan.name()));
        command.add("-jar");
        command.add(jar.toString());
        var environment = new HashMap<>(plan.environment().get());
        // the log goes into files of limited size; what is left of the console is the JVM's own
        environment.put("LOGGING_FILE_NAME", log().toString());
        environment.put("LOGGING_THRESHOLD_CONSOLE", "OFF");
        environment.put("LOGGING_LOGBACK_ROLLINGPOLICY_MAXFILESIZE", "16MB");
        environment.put("LOGGING_LOGBACK_ROLLINGPOLICY_TOTALSIZECAP", "64MB");
        environment.put("SPRING_MAIN_BANNER_MODE", "off");
        process.start(command, environment);
    }

    private void awaitReady() {
        long start = System.nanoTime();
        while (!ready()) {
            if (!running()) {
                throw new LauncherException(
                        "%s has ended while it started. The end of its log:%n%s".formatted(name(), logTail()));
            }
            if (System.nanoTime() - start > START_LIMIT.toNanos()) {
                throw new LauncherException("%s runs but is not ready after %d s (%s). The end of its log:%n%s"
                        .formatted(name(), START_LIMIT.toSeconds(), plan.readiness(), logTail()));
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LauncherException("Interrupted while waiting for " + name(), e);
            }
        }
    }

    private String logTail() {
        return logs().reversed().stream()
                .filter(Files::exists)
                .map(file -> LogFiles.tail(file, 20))
                .filter(tail -> !tail.isEmpty())
                .map(tail -> String.join("\n", tail))
                .findFirst()
                .orElse("(it wrote nothing)");
    }

    @Override
    public Optional<AotCache> aotCache() {
        return Optional.of(AotCache.of(
                reusable.aot(),
                plan.name(),
                Extraction.fingerprint(plan.jar()),
                plan.jvmOptions(),
                Extraction.place(plan.jar(), reusable.cache()).toString()));
    }

    /** Whether it runs from another build than the one that is there now. */
    boolean outdated() {
        return pid().isPresent()
                && Files.exists(plan.jar())
                && Processes.arguments(pid().getAsLong())
                        .noneMatch(
                                Extraction.place(plan.jar(), reusable.cache()).toString()::equals);
    }

    Path jar() {
        return plan.jar();
    }

    URI readiness() {
        return plan.readiness();
    }

    private Path log() {
        return home.logs().resolve(plan.name() + ".log");
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public List<Port> ports() {
        return plan.ports();
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }

    @Override
    public boolean ready() {
        return running() && Http.status(plan.readiness()) == 200;
    }

    @Override
    public void stop(Duration patience) {
        process.stop(patience);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public List<Path> logs() {
        return List.of(process.log(), log());
    }
}
