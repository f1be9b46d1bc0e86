package onestop.local.launcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import onestop.local.infrastructure.Ports;
import org.jspecify.annotations.Nullable;

/** Which port each process has in this run. */
record PortPlan(Map<Port, Integer> ports) {

    PortPlan {
        ports = Map.copyOf(ports);
        var seen = new HashMap<Integer, Port>();
        ports.forEach((port, number) -> {
            Port other = seen.put(number, port);
            if (other != null) {
                throw new LauncherException("%s and %s are both %d; they need ports of their own"
                        .formatted(other.variable, port.variable, number));
            }
        });
    }

    int of(Port port) {
        return requireNonNull(ports.get(port), port.variable);
    }

    /** What the variables ask for, and the usual number where they ask for nothing. */
    static PortPlan wanted(Function<String, @Nullable String> environment) {
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            ports.put(port, asked(port, environment).orElse(port.usual));
        }
        return new PortPlan(ports);
    }

    static PortPlan random() {
        Set<Integer> free = new LinkedHashSet<>();
        while (free.size() < Port.values().length) {
            free.add(Ports.free());
        }
        var next = free.iterator();
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            ports.put(port, next.next());
        }
        return new PortPlan(ports);
    }

    /** The plan of the last start; empty before the first. */
    static Optional<PortPlan> saved(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var saved = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            saved.load(reader);
        } catch (IOException e) {
            throw new LauncherException("Cannot read " + file, e);
        }
        return Optional.of(wanted(saved::getProperty));
    }

    void save(Path file) {
        var lines = new StringBuilder();
        for (Port port : Port.values()) {
            lines.append(port.variable).append('=').append(of(port)).append('\n');
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, lines);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LauncherException("Cannot write " + file, e);
        }
    }

    /** A variable that asks for another port than this plan has; it cannot be had while something runs. */
    Optional<Port> contradictedBy(Function<String, @Nullable String> environment) {
        for (Port port : Port.values()) {
            if (asked(port, environment).filter(number -> number != of(port)).isPresent()) {
                return Optional.of(port);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> asked(Port port, Function<String, @Nullable String> environment) {
        String set = environment.apply(port.variable);
        if (set == null || set.isBlank()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(set.strip());
            if (number >= 1 && number <= 65535) {
                return Optional.of(number);
            }
        } catch (NumberFormatException _) { // said below
        }
        throw new LauncherException("%s is '%s'; a port is a number from 1 to 65535".formatted(port.variable, set));
    }
}
