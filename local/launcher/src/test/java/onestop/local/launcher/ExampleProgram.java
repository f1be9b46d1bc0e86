package onestop.local.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A program that the launcher cannot tell from one of ours: it can be extracted, listens where it is told, and says
 * when it is ready. It stands in for the services in the launcher's own tests, which are about processes.
 */
public final class ExampleProgram {

    private ExampleProgram() {}

    public static void main(String[] arguments) throws Exception {
        if ("tools".equals(System.getProperty("jarmode"))) {
            extract(Path.of(System.getProperty("java.class.path")), Path.of(arguments[arguments.length - 1]));
            return;
        }
        if (ExampleProgram.class.getResource("/refuse") != null) {
            System.out.println("this program was told to refuse its start");
            System.exit(7);
        }
        if (System.getenv("SPRING_DATASOURCE_URL") != null) {
            lookIntoDatabase();
        }
        serve(System.getenv("SERVER_PORT"));
        serve(System.getenv("MANAGEMENT_SERVER_PORT"));
    }

    private static void serve(String port) throws IOException {
        if (port != null) {
            var server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(port)), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }
    }

    /** Its own database with its own password, as a service would. */
    private static void lookIntoDatabase() throws Exception {
        try (var connection = DriverManager.getConnection(
                        System.getenv("SPRING_DATASOURCE_URL"),
                        System.getenv("SPRING_DATASOURCE_USERNAME"),
                        System.getenv("SPRING_DATASOURCE_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS start (at timestamptz NOT NULL DEFAULT now())");
            statement.execute("INSERT INTO start DEFAULT VALUES");
        }
    }

    private static void extract(Path jar, Path target) throws IOException {
        Files.createDirectories(target);
        Files.copy(jar, target.resolve(jar.getFileName()));
    }

    /** Writes the jar of one such program. */
    static void writeJar(Path jar) throws IOException {
        write(jar, false);
    }

    /** Writes the jar of one that ends at once. */
    static void writeRefusingJar(Path jar) throws IOException {
        write(jar, true);
    }

    private static void write(Path jar, boolean refusing) throws IOException {
        Files.createDirectories(jar.getParent());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ExampleProgram.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, driver());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            String entry = ExampleProgram.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(entry));
            try (var bytes = ExampleProgram.class.getResourceAsStream("/" + entry)) {
                bytes.transferTo(out);
            }
            if (refusing) {
                out.putNextEntry(new JarEntry("refuse"));
            }
        }
    }

    private static String driver() {
        return org.postgresql.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
    }
}
