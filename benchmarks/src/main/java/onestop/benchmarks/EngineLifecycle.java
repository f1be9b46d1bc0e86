package onestop.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/**
 * The lifecycle of {@link AcceptThreeDepartmentsIssue} on an embedded process engine, Flowable, in a database of its own
 * on the same PostgreSQL: started, three departments' tasks in parallel branches completed, the result issued. In one
 * process, without HTTP, tokens, events or a second service: what an engine costs by itself.
 */
final class EngineLifecycle {
    private static final String DATABASE = "engine";
    private static final List<String> DEPARTMENTS = List.of("swj", "rsj", "ybj");
    private static final String PROCESS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="onestop">
              <process id="file" isExecutable="true">
                <startEvent id="accepted"/>
                <sequenceFlow sourceRef="accepted" targetRef="fork"/>
                <parallelGateway id="fork"/>
                <sequenceFlow sourceRef="fork" targetRef="swj"/>
                <sequenceFlow sourceRef="fork" targetRef="rsj"/>
                <sequenceFlow sourceRef="fork" targetRef="ybj"/>
                <userTask id="swj"/>
                <userTask id="rsj"/>
                <userTask id="ybj"/>
                <sequenceFlow sourceRef="swj" targetRef="join"/>
                <sequenceFlow sourceRef="rsj" targetRef="join"/>
                <sequenceFlow sourceRef="ybj" targetRef="join"/>
                <parallelGateway id="join"/>
                <sequenceFlow sourceRef="join" targetRef="issue"/>
                <userTask id="issue"/>
                <sequenceFlow sourceRef="issue" targetRef="delivered"/>
                <endEvent id="delivered"/>
              </process>
            </definitions>
            """;

    private final LocalPlatform local = LocalPlatform.of(
            Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize());

    public static void main(String[] arguments) throws Exception {
        new EngineLifecycle().run();
    }

    private void run() throws Exception {
        var password = Files.readString(local.home().resolve("postgres/superuser-password"))
                .strip();
        createDatabase(password);
        try (var pool = pool(password)) {
            var configuration = new StandaloneProcessEngineConfiguration();
            configuration.setDataSource(pool);
            configuration.setDatabaseSchemaUpdate("true");
            configuration.setAsyncExecutorActivate(false);
            var engine = configuration.buildProcessEngine();
            engine.getRepositoryService()
                    .createDeployment()
                    .addString("file.bpmn20.xml", PROCESS)
                    .deploy();
            measure(engine);
            engine.close();
        }
    }

    private static void measure(ProcessEngine engine) throws InterruptedException {
        var done = new AtomicLong();
        var failed = new AtomicLong();
        var running = new AtomicBoolean(true);
        long began;
        long before;
        try (var threads = Executors.newFixedThreadPool(Settings.USERS)) {
            for (int i = 0; i < Settings.USERS; i++) {
                threads.execute(() -> {
                    while (running.get()) {
                        try {
                            lifecycle(engine);
                            done.incrementAndGet();
                        } catch (RuntimeException _) { // the engine declines simultaneous changes of one instance
                            failed.incrementAndGet();
                        }
                    }
                });
            }
            Thread.sleep(Settings.SECONDS * 500L); // the first half warms up
            began = System.nanoTime();
            before = done.get();
            Thread.sleep(Settings.SECONDS * 500L);
            running.set(false);
        }
        System.out.printf(
                Locale.ROOT,
                "process engine: %.1f lifecycles/s, %d failed, over the last %d of %d s%n",
                (done.get() - before) / ((System.nanoTime() - began) / 1e9),
                failed.get(),
                Settings.SECONDS / 2,
                Settings.SECONDS);
    }

    private static void lifecycle(ProcessEngine engine) {
        var file = engine.getRuntimeService()
                .startProcessInstanceByKey("file", Map.of("enterprise", Applications.ENTERPRISE));
        for (var department : DEPARTMENTS) {
            complete(engine, file.getId(), department, Map.of(department, "GRANT"));
        }
        complete(engine, file.getId(), "issue", Map.of());
    }

    private static void complete(ProcessEngine engine, String file, String step, Map<String, Object> variables) {
        var tasks = engine.getTaskService();
        var task = tasks.createTaskQuery()
                .processInstanceId(file)
                .taskDefinitionKey(step)
                .singleResult();
        tasks.complete(task.getId(), variables);
    }

    private void createDatabase(String password) throws SQLException, IOException {
        try (var connection = DriverManager.getConnection(local.url("postgres"), "postgres", password);
                var statement = connection.createStatement()) {
            try (var there = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (there.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    private HikariDataSource pool(String password) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(local.url(DATABASE) + "?prepareThreshold=1");
        settings.setUsername("postgres");
        settings.setPassword(password);
        settings.setMaximumPoolSize(16);
        return new HikariDataSource(settings);
    }
}
