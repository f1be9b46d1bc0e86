package onestop.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import onestop.local.infrastructure.DetachedProcess;

/**
 * Teaches the JVMs to start faster: a second platform with data of its own is started with the lowest priority, does
 * the demonstration's work, and is stopped, upon which every JVM writes down what it has learned. The platform that
 * people use is not touched by it, and goes on without what it learned when it is cut short.
 */
final class Training {

    /** A second platform for a minute or two, and the assembly of the caches after it. */
    private static final long NEEDED_KIBIBYTES = 4L * 1024 * 1024;

    private static final Duration WORK = Duration.ofSeconds(60);
    private static final Duration WORK_LIMIT = Duration.ofMinutes(10);
    private static final Duration ASSEMBLY_LIMIT = Duration.ofMinutes(5);

    private final Path projectRoot;
    private final Home home;
    private final Home place;
    private final DetachedProcess background;

    Training(Path projectRoot, Home home) {
        this.projectRoot = projectRoot;
        this.home = home;
        this.place = new Home(home.training());
        this.background = DetachedProcess.in(home.reusable().aot(), "training");
    }

    /** Starts the training as a process that outlives this one. */
    void startInBackground() {
        if (background.isRunning() || Processes.availableMemoryKibibytes().orElse(Long.MAX_VALUE) < NEEDED_KIBIBYTES) {
            return;
        }
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.addAll(List.of(
                Jvm.program(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Donestop.root=" + projectRoot,
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "train",
                "--yielding"));
        background.start(command, Map.of("ONESTOP_HOME", home.folder().toString()));
    }

    boolean runsInBackground() {
        return background.isRunning();
    }

    Path log() {
        return background.log();
    }

    /** Ends a training under way, and whatever one that was killed has left running. */
    void abort() {
        background.kill();
        clear();
    }

    /**
     * Trains now; returns the names of the applications that have learned something.
     *
     * @param yielding whether everything else on this machine goes first
     */
    List<String> run(Progress progress, boolean yielding) {
        try (var _ = HomeLock.take(place, "train")) {
            clear();
            place.create();
            createFolder(home.reusable().aot());
            var copy = copy();
            Optional<Thread> niceSessions = yielding ? Optional.of(niceSessions(copy)) : Optional.empty();
            try {
                copy.up(progress);
                progress.say("at work to learn from it");
                work(copy, progress);
                progress.say("stopping, and writing down what was learned");
                copy.down(progress, ASSEMBLY_LIMIT);
                return copy.acceptTraining();
            } finally {
                niceSessions.ifPresent(Thread::interrupt);
                clear();
            }
        }
    }

    private void clear() {
        if (Files.isDirectory(place.folder())) {
            copy().kill();
            place.empty();
        }
        AotCache.removeDrafts(home.reusable().aot());
    }

    private Platform copy() {
        return new Platform(projectRoot, place, PortPlan.random(), home.reusable(), AotUse.RECORD);
    }

    /**
     * The demonstration touches every service by every route; without it the start is all that is learned. It is played
     * for a while: how often each method is called, and with what, is worth as much to the compiler as the classes.
     */
    private void work(Platform copy, Progress progress) {
        Path demo = projectRoot.resolve("demo/target/demo.jar");
        if (!Files.exists(demo)) {
            return;
        }
        try {
            long began = System.nanoTime();
            do {
                var process = demonstration(demo, copy).start();
                if (!process.waitFor(WORK_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return;
                }
                if (process.exitValue() != 0) {
                    progress.say(
                            "the demonstration ended with " + process.exitValue() + ", which is enough to learn from");
                    return;
                }
            } while (System.nanoTime() - began < WORK.toNanos());
        } catch (IOException e) {
            throw new LauncherException("Cannot run " + demo, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted", e);
        }
    }

    private ProcessBuilder demonstration(Path demo, Platform copy) {
        return new ProcessBuilder(
                        Jvm.program(),
                        "-XX:+UseSerialGC",
                        "-jar",
                        demo.toString(),
                        "--gateway",
                        copy.gatewayUrl(),
                        "--issuer",
                        copy.issuerUrl())
                .directory(place.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        place.logs().resolve("demo.log").toFile()));
    }

    /**
     * Niceness counts only inside a session where the kernel groups tasks by session, and every process of ours has one
     * of its own: so the sessions are made nice too, as they appear.
     */
    private static Thread niceSessions(Platform copy) {
        return Thread.ofVirtual().start(() -> {
            var done = new HashSet<Long>();
            while (!Thread.currentThread().isInterrupted()) {
                copy.parts()
                        .forEach(part -> part.pid().ifPresent(pid -> {
                            if (done.add(pid)) {
                                makeSessionNice(pid);
                            }
                        }));
                try {
                    Thread.sleep(100);
                } catch (InterruptedException _) {
                    return;
                }
            }
        });
    }

    private static void makeSessionNice(long pid) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "autogroup"), "19");
        } catch (IOException _) { // a kernel without such groups, where niceness alone is enough
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LauncherException("Cannot write to " + folder, e);
        }
    }
}
