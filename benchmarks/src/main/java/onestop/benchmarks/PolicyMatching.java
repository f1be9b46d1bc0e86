package onestop.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import onestop.demo.Platform;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;

/**
 * A thousand policies are written, published and matched with 200,000 enterprises; then everything is matched anew against the clock,
 * and one enterprise changes. Fails when the whole takes more than a minute or the one more than a second.
 */
final class PolicyMatching {
    private static final int POLICIES = Integer.getInteger("policies", 1_000);
    private static final int ENTERPRISES = Integer.getInteger("enterprises", 200_000);
    private static final int BATCH = 10_000;
    private static final double ALL_SECONDS = 60;
    private static final double ONE_SECONDS = 1;
    private static final int PATIENCE_SECONDS = 600;

    private final Platform platform = Settings.platform();
    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalPlatform local = LocalPlatform.of(
            Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize());

    public static void main(String[] arguments) throws Exception {
        new PolicyMatching().run();
    }

    private void run() throws Exception {
        try (var database = DriverManager.getConnection(local.url("appeal"), "appeal", local.password("appeal"))) {
            enterprises(database);
            long there =
                    local.count("appeal", "SELECT count(*) FROM policy WHERE unit = 'XZSP' AND state = 'PUBLISHED'");
            for (int i = (int) there; i < POLICIES; i++) {
                publish(i);
            }
            awaitIdle();
            execute(database, "TRUNCATE policy_push");
            execute(database, "DELETE FROM policy_match_run WHERE policy_serial IS NULL");
            long began = System.nanoTime();
            execute(database, """
                    INSERT INTO policy_match_run (day, started_at)
                    VALUES ((now() AT TIME ZONE 'Asia/Shanghai')::date, now()) ON CONFLICT DO NOTHING""");
            awaitIdle();
            double all = (System.nanoTime() - began) / 1e9;
            long pushed = local.count("appeal", "SELECT count(*) FROM policy_push");
            double one = change(database);
            System.out.printf(
                    Locale.ROOT,
                    "%d policies, %d enterprises: %d pushes in %.1f s; one changed enterprise: %.3f s%n",
                    POLICIES,
                    ENTERPRISES,
                    pushed,
                    all,
                    one);
            if (pushed == 0 || all > ALL_SECONDS || one > ONE_SECONDS) {
                System.exit(1);
            }
        }
    }

    private void enterprises(Connection database) throws SQLException {
        var sql = """
                INSERT INTO enterprise (usci, name, kind, region_code, industry, scale, established_on, registered, sequence)
                SELECT usci, '匹配测试' || n, 'COMPANY', 371327000000 + (n % 17) * 1000, '行业' || n % 97,
                       (ARRAY['LARGE', 'MEDIUM', 'SMALL', 'MICRO'])[1 + n % 4], DATE '2000-01-01' + (n % 9000)::int, true, 1
                  FROM unnest(?::text[]) WITH ORDINALITY AS g (usci, n)
                ON CONFLICT DO NOTHING""";
        try (var statement = database.prepareStatement(sql)) {
            for (int from = 0; from < ENTERPRISES; from += BATCH) {
                var uscis = new ArrayList<String>();
                for (int i = from; i < Math.min(ENTERPRISES, from + BATCH); i++) {
                    uscis.add(usci(i));
                }
                statement.setArray(1, database.createArrayOf("text", uscis.toArray()));
                statement.execute();
            }
        }
    }

    private static String usci(int number) {
        return Usci.withCheckDigit("91371328%09d".formatted(number)).value();
    }

    private void publish(int number) throws IOException, InterruptedException {
        var industries = new ArrayList<String>();
        var towns = new ArrayList<String>();
        for (int k = 0; k < 10; k++) {
            industries.add("行业" + (number + k * 9) % 97);
        }
        for (int k = 0; k < 5; k++) {
            towns.add(Long.toString(371327001000L + (number + k) % 16 * 1000));
        }
        var condition = Map.of(
                "all",
                List.of(
                        Map.of("field", "INDUSTRY", "in", industries),
                        Map.of("field", "SCALE", "in", List.of("SMALL", "MICRO")),
                        Map.of("field", "REGION", "in", towns),
                        Map.of("field", "AGE_MONTHS", "max", 180)));
        var draft = platform.post(
                        "coordinator",
                        "/api/appeal/policies",
                        Map.of(
                                "documentNumber",
                                "测试〔2026〕" + number + "号",
                                "titleZh",
                                "匹配测试" + number,
                                "unit",
                                "XZSP",
                                "category",
                                "SUBSIDY",
                                "validFrom",
                                "2026-01-01",
                                "clauses",
                                List.of(Map.of("title", "补助", "benefit", "补助", "condition", condition))))
                .must(201, "a draft");
        put("/api/appeal/policies/" + draft.text("id") + "/publication", "\"1\"", "{}");
    }

    private double change(Connection database) throws Exception {
        execute(database, "UPDATE enterprise SET industry = '行业1', scale = 'MICRO' WHERE usci = '" + usci(7) + "'");
        long began = System.nanoTime();
        put("/api/appeal/enterprises/" + usci(7) + "/credit", null, "{\"grade\": \"A\"}");
        return (System.nanoTime() - began) / 1e9;
    }

    private void put(String path, @Nullable String ifMatch, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(Settings.GATEWAY + path))
                .header("Authorization", "Bearer " + platform.token("coordinator"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 429) {
            Thread.sleep(500);
            put(path, ifMatch, body);
        } else if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private void awaitIdle() throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (local.count("appeal", "SELECT count(*) FROM policy_match_run WHERE finished_at IS NULL") > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not matched within " + PATIENCE_SECONDS + " s");
            }
            Thread.sleep(50);
        }
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
